package io.godwit.cli;

import java.util.List;

/// Every command of `godwit`, in the order of the help text.
final class Commands {
    private Commands() {}

    static Grammar grammar() {
        return new Grammar(List.of(version()));
    }

    private static Command version() {
        return Command.of("version", "the version of this program")
                .runs((given, console) -> {
                    console.out().line("godwit 0.1.0");
                    return Exit.DONE;
                });
    }
}
