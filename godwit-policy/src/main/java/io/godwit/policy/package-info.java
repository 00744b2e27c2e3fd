/// What routes meet on their way in and out: a [io.godwit.policy.tree.Policy] is compiled for one
/// neighbor into a [io.godwit.policy.Program], which judges a [io.godwit.policy.Subject].
package io.godwit.policy;
