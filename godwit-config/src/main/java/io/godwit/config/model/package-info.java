/// A checked configuration as immutable records. Every value is in range, and knows the place in
/// the file where it stands.
package io.godwit.config.model;
