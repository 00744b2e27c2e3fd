package io.godwit.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// All commands, and the one way from words to a command: for `argv`, for aliases, for shortened
/// words.
///
/// Word by word the commands that still fit are narrowed down. At each place a keyword written out
/// wins, then the beginning of exactly one keyword (aliases asked last), then a parameter. Options
/// may stand anywhere but in the words of another command.
final class Grammar {
    /// A command line understood.
    record Match(Command command, Arguments given) {}

    /// One way of reading the words so far: `at` elements of `syntax` are matched.
    private record Reading(Command command, Syntax syntax, int at) {
        /// The element for the next word, if the syntax goes on.
        Optional<Syntax.Element> next() {
            if (at < syntax.elements().size()) {
                return Optional.of(syntax.elements().get(at));
            }
            var last = syntax.elements().get(at - 1);
            return last.repeats() ? Optional.of(last) : Optional.empty();
        }

        /// Never suggested, and asked last when a word is short.
        boolean secondary() {
            return syntax.alias() || command.hidden();
        }

        boolean complete() {
            return at >= syntax.required();
        }
    }

    private final List<Command> commands;

    Grammar(List<Command> commands) {
        this.commands = List.copyOf(commands);
    }

    List<Command> commands() {
        return commands;
    }

    /// Reads a command line. `--help` anywhere gives a match whose arguments have it, complete or
    /// not.
    Match match(List<String> line) {
        return new Walk().go(line);
    }

    /// The commands whose main syntax begins with these words, for `help WORD…`.
    List<Command> under(List<String> words) {
        var walk = new Walk();
        for (var word : words) {
            walk.word(word);
        }
        var found = new LinkedHashSet<Command>();
        for (var reading : walk.readings) {
            if (!reading.command().hidden()) {
                found.add(reading.command());
            }
        }
        return List.copyOf(found);
    }

    /// A reading whose next keyword begins with the word given.
    private record Shortened(Reading reading, String spelling) {}

    private final class Walk {
        private List<Reading> readings = new ArrayList<>();
        private final List<String> said = new ArrayList<>();
        private final List<String> full = new ArrayList<>();
        private final List<String[]> options = new ArrayList<>();

        Walk() {
            for (var command : commands) {
                for (var syntax : command.syntaxes()) {
                    readings.add(new Reading(command, syntax, 0));
                }
            }
        }

        Match go(List<String> line) {
            boolean onlyWords = false;
            for (int i = 0; i < line.size(); i++) {
                String token = line.get(i);
                if (onlyWords || verbatim() || !token.startsWith("-") || token.equals("-")) {
                    word(token);
                } else if (token.equals("--")) {
                    onlyWords = true;
                } else if (option(token, i + 1 < line.size() ? line.get(i + 1) : null)) {
                    i++;
                }
            }
            return finish();
        }

        /// Whether the words of another command follow, whose options are its own.
        private boolean verbatim() {
            return readings.stream()
                    .allMatch(r -> r.next().filter(Syntax.Element::verbatim).isPresent());
        }

        /// Notes an option; true if it took the next token as its value.
        private boolean option(String token, String next) {
            int equals = token.indexOf('=');
            String name =
                    token.equals("-h") ? "--help" : equals < 0 ? token : token.substring(0, equals);
            var known = find(name);
            if (!known.takesValue()) {
                if (equals >= 0) {
                    throw Refusal.usage(known.name() + " takes no value", "");
                }
                options.add(new String[] {known.name(), ""});
                return false;
            }
            if (equals < 0 && next == null) {
                throw Refusal.usage(known.name() + " needs a value: " + known.value(), "");
            }
            options.add(
                    new String[] {known.name(), equals < 0 ? next : token.substring(equals + 1)});
            return equals < 0;
        }

        private Command.Option find(String name) {
            var near = new LinkedHashSet<String>();
            for (var reading : readings) {
                var found = reading.command().option(name);
                if (found.isPresent()) {
                    return found.get();
                }
                for (var option : reading.command().options()) {
                    near.add(option.name());
                }
            }
            throw Refusal.usage("unknown option " + name, Suggestions.suggest(name, near));
        }

        void word(String token) {
            var kept = keyword(token);
            if (kept.isEmpty()) {
                kept = new ArrayList<>();
                for (var reading : readings) {
                    if (reading.next().filter(e -> !e.keyword()).isPresent()) {
                        kept.add(step(reading));
                    }
                }
            }
            if (kept.isEmpty()) {
                throw unknown(token);
            }
            full.add(spelled(kept.get(0), token));
            readings = kept;
            said.add(token);
        }

        /// A shortened keyword in full, for messages.
        private static String spelled(Reading reading, String token) {
            var element = reading.syntax().elements().get(reading.at() - 1);
            for (var spelling : element.spellings()) {
                if (spelling.startsWith(token)) {
                    return spelling;
                }
            }
            return token;
        }

        private List<Reading> keyword(String token) {
            var exact = new ArrayList<Reading>();
            var begun = new ArrayList<Shortened>();
            for (var reading : readings) {
                var element = reading.next();
                if (element.isEmpty()) {
                    continue;
                }
                for (var spelling : element.get().spellings()) {
                    if (spelling.equals(token)) {
                        exact.add(step(reading));
                    } else if (spelling.startsWith(token)) {
                        begun.add(new Shortened(reading, spelling));
                        break;
                    }
                }
            }
            if (!exact.isEmpty()) {
                return exact;
            }
            return parameterFits() ? List.of() : only(begun, token);
        }

        /// The readings of the one keyword that begins so. Aliases count when nothing else does.
        private List<Reading> only(List<Shortened> begun, String token) {
            var words = new LinkedHashSet<String>();
            var aliasWords = new LinkedHashSet<String>();
            for (var one : begun) {
                (one.reading().secondary() ? aliasWords : words).add(one.spelling());
            }
            var asked = words.isEmpty() ? aliasWords : words;
            if (asked.size() > 1) {
                throw Refusal.usage(
                        "`" + phrase(token) + "` can mean: " + String.join(", ", asked), "");
            }
            var kept = new ArrayList<Reading>();
            for (var one : begun) {
                if (asked.contains(one.spelling())) {
                    kept.add(step(one.reading()));
                }
            }
            return kept;
        }

        /// A place where a parameter may stand takes no shortened keywords: `show routes w` asks
        /// for a prefix.
        private boolean parameterFits() {
            for (var reading : readings) {
                if (reading.next().filter(e -> !e.keyword()).isPresent()) {
                    return true;
                }
            }
            return false;
        }

        private static Reading step(Reading reading) {
            int end = reading.syntax().elements().size();
            return new Reading(
                    reading.command(), reading.syntax(), Math.min(reading.at() + 1, end));
        }

        private Refusal unknown(String token) {
            var possible = possible();
            String what =
                    possible.isEmpty()
                            ? "`" + String.join(" ", full) + "` takes no further word: " + token
                            : "unknown word `" + phrase(token) + "`";
            return Refusal.usage(what, Suggestions.suggest(token, possible));
        }

        private String phrase(String token) {
            return full.isEmpty() ? token : String.join(" ", full) + " " + token;
        }

        /// What may come next; aliases only where nothing else may.
        private Set<String> possible() {
            var words = possible(false);
            return words.isEmpty() ? possible(true) : words;
        }

        private Set<String> possible(boolean aliases) {
            var words = new LinkedHashSet<String>();
            for (var reading : readings) {
                if (reading.secondary() == aliases) {
                    reading.next()
                            .ifPresent(
                                    e -> words.add(e.keyword() ? e.spellings().get(0) : e.name()));
                }
            }
            return words;
        }

        private Match finish() {
            var help = options.stream().anyMatch(o -> o[0].equals("--help"));
            var complete = readings.stream().filter(Reading::complete).findFirst();
            if (complete.isEmpty() || (help && readings.size() > 1)) {
                if (help) {
                    throw new HelpWanted(said);
                }
                throw incomplete();
            }
            return new Match(complete.get().command(), arguments(complete.get()));
        }

        private Refusal incomplete() {
            var possible = possible();
            return Refusal.usage(
                    full.isEmpty()
                            ? "a command is missing"
                            : "`"
                                    + String.join(" ", full)
                                    + "` goes on with: "
                                    + String.join(", ", possible),
                    "godwit help" + (full.isEmpty() ? "" : " " + full.get(0)));
        }

        private Arguments arguments(Reading reading) {
            var given = new Arguments();
            var elements = reading.syntax().elements();
            for (int i = 0; i < said.size(); i++) {
                var element = elements.get(Math.min(i, elements.size() - 1));
                given.addWord(element.name(), said.get(i));
            }
            for (var option : options) {
                if (reading.command().option(option[0]).isEmpty()) {
                    throw Refusal.usage(
                            "`" + String.join(" ", full) + "` has no option " + option[0],
                            "godwit help " + String.join(" ", full));
                }
                given.addOption(option[0], option[1]);
            }
            return given;
        }
    }

    /// `--help` was asked for after these words.
    static final class HelpWanted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<String> words;

        HelpWanted(List<String> words) {
            super("", null, false, false);
            this.words = List.copyOf(words);
        }

        List<String> words() {
            return words;
        }
    }
}
