/// A file as text, tokens and the generic tree, before any word has a meaning. Everything carries
/// its stretch of the text, and [Reporter] turns such a stretch into a diagnostic.
package io.godwit.config.syntax;
