/// The commands that test, try and look through policies.
package io.godwit.cli.policy;
