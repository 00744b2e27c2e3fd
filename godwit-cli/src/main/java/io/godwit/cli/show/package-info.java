/// Answers of the daemon as text.
package io.godwit.cli.show;
