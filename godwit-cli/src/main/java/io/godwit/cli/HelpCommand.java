package io.godwit.cli;

/// `help`: the list of commands, or all about those that begin with some words.
final class HelpCommand {
    private HelpCommand() {}

    static Command command() {
        return Command.of("help [WORD...]", "commands; with words, all about those commands")
                .runs((given, console) -> {
                    var words = given.words("WORD");
                    if (given.json()) {
                        console.out().line(Help.json(Commands.grammar().under(words)));
                    } else if (words.isEmpty()) {
                        Help.overview(console.out());
                    } else {
                        Help.print(Commands.grammar().under(words), console.out());
                    }
                    return Exit.DONE;
                });
    }
}
