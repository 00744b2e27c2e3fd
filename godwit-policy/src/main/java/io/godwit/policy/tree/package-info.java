/// Policies as they are written: typed, every node with its place. Made by `config`, or by hand.
package io.godwit.policy.tree;
