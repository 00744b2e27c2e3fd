/// Benchmarks of the data path, part by part, on one table: decode, intern, decide, pack, look up,
/// and all of it at once.
package io.godwit.bench;
