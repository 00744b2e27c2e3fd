package io.godwit.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One command: how it is written, what it takes, what it does.
///
/// The syntax is the usage line itself: lower-case words are keywords (`|` between spellings),
/// upper-case words are parameters, `[…]` may be left out, `...` repeats: `neighbor ADDRESS
/// shutdown [TEXT...]`; `COMMAND...` takes options as words, too. Keywords may be shortened while
/// unique, options too. [Grammar] matches a command line against all commands at once.
public final class Command {
    /// What a command does. The result is the exit status.
    public interface Action {
        /// Runs with what the command line gave. A [Refusal] is printed by the caller.
        int run(Arguments given, Console console) throws IOException, InterruptedException;
    }

    /// An option. `value` names what follows it; it is empty for a flag.
    record Option(String name, String value, String what) {
        boolean takesValue() {
            return !value.isEmpty();
        }
    }

    private static final Option HELP = new Option("--help", "", "this text");
    private static final Option JSON = new Option("--json", "", "answer with one JSON object");

    private final List<Syntax> syntaxes = new ArrayList<>();
    private final String summary;
    private final List<Option> options = new ArrayList<>();
    private String description = "";
    private boolean hidden;
    private Action action = (given, console) -> Exit.DONE;

    private Command(String syntax, String summary) {
        syntaxes.add(Syntax.of(syntax, false));
        this.summary = summary;
    }

    /// A command with the options `--json` and `--help`. `summary` is one line for the list of
    /// commands.
    public static Command of(String syntax, String summary) {
        return new Command(syntax, summary);
    }

    /// Another way to write the command; it never makes a shortened word of a main syntax
    /// ambiguous.
    public Command alias(String syntax) {
        syntaxes.add(Syntax.of(syntax, true));
        return this;
    }

    /// More lines for `--help`.
    public Command describe(String text) {
        description = text;
        return this;
    }

    /// An option with a value. `name` begins with `--`; `value` is an upper-case word for the usage
    /// text.
    public Command option(String name, String value, String what) {
        options.add(new Option(name, value, what));
        return this;
    }

    /// An option without value.
    public Command flag(String name, String what) {
        return option(name, "", what);
    }

    /// What the command does.
    public Command runs(Action does) {
        action = does;
        return this;
    }

    /// Keeps the command out of help texts and suggestions.
    Command hide() {
        hidden = true;
        return this;
    }

    boolean hidden() {
        return hidden;
    }

    Syntax syntax() {
        return syntaxes.get(0);
    }

    List<Syntax> syntaxes() {
        return syntaxes;
    }

    String summary() {
        return summary;
    }

    String description() {
        return description;
    }

    Action action() {
        return action;
    }

    /// Own options first, then the two every command has.
    List<Option> options() {
        var all = new ArrayList<>(options);
        all.add(JSON);
        all.add(HELP);
        return all;
    }

    /// The option of this name, or the only one it is a beginning of.
    Optional<Option> option(String name) {
        Option found = null;
        boolean several = false;
        for (var option : options()) {
            if (option.name().equals(name)) {
                return Optional.of(option);
            }
            if (option.name().startsWith(name)) {
                several |= found != null;
                found = option;
            }
        }
        return several ? Optional.empty() : Optional.ofNullable(found);
    }
}
