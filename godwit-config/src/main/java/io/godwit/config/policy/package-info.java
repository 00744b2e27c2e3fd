/// The language of policies: statements of a `policy` block, and items of sets, as the typed tree
/// of `io.godwit.policy.tree`. Names are looked up when all files are read.
package io.godwit.config.policy;
