package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PathsSent.Privates;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words about the AS numbers that neighbors see: another one of ours (RFC 7705), and those in
/// AS_PATH that are not for them. All are of neighbors and groups (RFC 7705 §3.3, §4.2).
public final class MigrationWords {
    private MigrationWords() {}

    public static final Word<LocalAs> LOCAL_AS =
            Word.one(
                    "local-as",
                    Words.OPTIONS,
                    new Local(),
                    new LocalAs(64510, false, true, false),
                    "the router's",
                    "The AS number that the neighbor knows us by, while ASes are merged (RFC 7705)."
                            + " It is put before what the neighbor tells, unless `no-prepend`, and"
                            + " before ours in what it is told, or with `replace-as` instead of"
                            + " ours. Either number in AS_PATH is a loop. With `dual-as` the"
                            + " router's number is tried first and this one where that is refused;"
                            + " an internal neighbor needs it, and may have either number itself.",
                    "local-as-number",
                    "local_as");

    public static final Word<Privates> REMOVE_PRIVATE_AS =
            Word.one(
                    "remove-private-as",
                    Words.OPTIONS,
                    new Private(),
                    Privates.ALL_REMOVED,
                    "no",
                    "An external neighbor is told AS_PATHs without AS numbers for private use (64512"
                            + " to 65534, 4200000000 to 4294967294; RFC 6996). Paths that have"
                            + " others, too, stay as they are unless `all`. With `replace-as` each"
                            + " is told as ours, so that the length stays. The neighbor's own number"
                            + " stays.",
                    "remove-private",
                    "remove-private-AS");

    public static final Word<Boolean> AS_OVERRIDE =
            Word.one(
                    "as-override",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "An external neighbor is told its own AS number in AS_PATH as ours, so that"
                            + " sites of one AS behind us take each other's routes. Loops through"
                            + " such a site are not seen any more.");

    static final List<Word<?>> ALL = List.of(LOCAL_AS, REMOVE_PRIVATE_AS, AS_OVERRIDE);

    /// Whether a word is next, which is taken then.
    private static boolean takes(ArgumentReader args, String word) {
        boolean there = args.isNext(word);
        if (there) {
            args.skip();
        }
        return there;
    }

    private static Optional<List<Arg>> words(Json value, JsonArguments arguments, Argument<?> of) {
        return value instanceof Json.Str text
                ? Optional.of(arguments.words(text))
                : arguments.scalar(value, of);
    }

    /// `64510 no-prepend replace-as dual-as`; `no` against the group.
    private static final class Local implements Argument<LocalAs> {
        private static final String NO = "no";

        @Override
        public String grammar() {
            return "N [no-prepend] [replace-as] [dual-as] | no";
        }

        @Override
        public String what() {
            return Numbers.AS.what();
        }

        @Override
        public Optional<LocalAs> read(ArgumentReader args) {
            if (takes(args, NO)) {
                return Optional.of(LocalAs.NONE);
            }
            Optional<Long> as = Numbers.AS.read(args);
            if (as.isEmpty()) {
                return Optional.empty();
            }
            boolean prepends = true;
            boolean replaces = false;
            boolean dual = false;
            while (true) { // in any order
                if (takes(args, "no-prepend")) {
                    prepends = false;
                } else if (takes(args, "replace-as")) {
                    replaces = true;
                } else if (takes(args, "dual-as")) {
                    dual = true;
                } else {
                    return Optional.of(new LocalAs(as.get(), prepends, replaces, dual));
                }
            }
        }

        @Override
        public String conf(LocalAs value) {
            return value.isSet() ? value.text() : NO;
        }

        @Override
        public Object json(LocalAs value) {
            return conf(value);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(
                    Numbers.AS.schema(),
                    Schemas.pattern("^(no|[0-9.]{1,11}( no-prepend| replace-as| dual-as){0,3})$"));
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            return words(value, arguments, this);
        }
    }

    /// Nothing, `all`, `replace-as`, `all replace-as`; `no` against the group.
    private static final class Private implements Argument<Privates> {
        @Override
        public String grammar() {
            return "[yes | no | [all] [replace-as]]";
        }

        @Override
        public String what() {
            return "`all` or `replace-as`";
        }

        @Override
        public Optional<Privates> read(ArgumentReader args) {
            if (takes(args, Privates.STAY.text())) {
                return Optional.of(Privates.STAY);
            }
            if (takes(args, Privates.REMOVED.text())) {
                return Optional.of(Privates.REMOVED);
            }
            boolean all = takes(args, "all");
            boolean replaces = takes(args, "replace-as");
            Optional<Token> more = args.peek().filter(t -> !t.newLine());
            if (more.filter(t -> !args.beginsStatement(t)).isPresent()) {
                args.report()
                        .error(
                                Code.WRONG_TYPE,
                                more.get().span(),
                                args.name() + " takes " + what() + ", not " + more.get().quoted(),
                                args.example());
                return Optional.empty();
            }
            return Arrays.stream(Privates.values())
                    .filter(p -> p != Privates.STAY)
                    .filter(p -> p.all() == all && p.replaces() == replaces)
                    .findFirst();
        }

        @Override
        public String conf(Privates value) {
            return value == Privates.REMOVED ? "" : value.text();
        }

        @Override
        public Object json(Privates value) {
            return value.text();
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(
                    Schemas.type("boolean"),
                    Schemas.oneOf(Arrays.stream(Privates.values()).map(Privates::text).toList()));
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            return words(value, arguments, this);
        }
    }
}
