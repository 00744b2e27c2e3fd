/// The configuration language: the doors to reading, formatting, converting and documenting it. The
/// stages behind them have a package each: `syntax`, `words`, `parse`; what comes out is in `model`
/// and `report`.
package io.godwit.config;
