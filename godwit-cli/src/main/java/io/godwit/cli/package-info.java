/// The command `godwit`: one grammar for all command lines, a client of the control socket, the
/// demo.
///
/// To add a command: write a class with `public static Command command()` that tells its syntax,
/// its options and what it runs ([Command]), and one line in [Commands]. Output goes to [Console],
/// a failure is a [Refusal], the exit statuses are in [Exit]. Every command has `--json`
/// ([Arguments#json()]).
package io.godwit.cli;
