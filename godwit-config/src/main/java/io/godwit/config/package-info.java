/// The configuration language: text to immutable records, with diagnostics.
package io.godwit.config;
