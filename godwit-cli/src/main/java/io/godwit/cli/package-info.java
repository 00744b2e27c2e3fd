/// The godwit command.
package io.godwit.cli;
