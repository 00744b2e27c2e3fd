package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.policy.PrefixLimits;
import io.godwit.policy.PrefixLimits.Excess;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The words about limits of prefixes: `max-prefix 1000 { action restart 10m }`.
public final class LimitWords {
    private static final List<Block> IN_BLOCK = List.of(Block.MAX_PREFIX);
    private static final int RESTART_SECONDS = 600;
    private static final int MOST_RESTART_SECONDS = 86_400;

    private LimitWords() {}

    /// What `action` says.
    ///
    /// @param excess what happens
    /// @param restartSeconds only with [Excess#RESTART]
    public record LimitAction(Excess excess, int restartSeconds) {}

    public static final Word<Integer> MAX_PREFIX =
            new Word<>(
                    "max-prefix",
                    "max_prefix",
                    Words.OPTIONS,
                    new Most(),
                    Optional.of(Block.MAX_PREFIX),
                    false,
                    1000,
                    "no",
                    "How many prefixes of each family the neighbor may tell; with `add-path` each"
                            + " path of a prefix counts. One more ends the session with Cease/1 (RFC"
                            + " 4271 §6.7, RFC 4486 §4), unless `action` says otherwise. A"
                            + " `max-prefix` of the neighbor replaces that of its group as a whole."
                            + " `no`: as many as there are.",
                    List.of(
                            "maximum-prefix",
                            "import-limit",
                            "receive-limit",
                            "prefix-limit",
                            "max-prefixes"));

    public static final Word<LimitAction> ACTION =
            Word.one(
                    "action",
                    IN_BLOCK,
                    new Action(),
                    new LimitAction(Excess.RESTART, RESTART_SECONDS),
                    "shutdown",
                    "What one prefix more than allowed brings. `shutdown`: the session ends, and"
                            + " stays down until `godwit neighbor X clear` or another limit. `restart 10m`: it"
                            + " starts again after that time, 1s to 1d. `discard`: it goes on, and"
                            + " new prefixes are not taken; when others went, the neighbor is asked"
                            + " for them again. `warn`: a line in the log.");

    public static final Word<Integer> WARN =
            Word.one(
                    "warn",
                    IN_BLOCK,
                    Numbers.integer("PERCENT", "percentage", 1, 100),
                    90,
                    Integer.toString(PrefixLimits.WARN_PERCENT),
                    "At how many percent of the limit a line in the log says so.",
                    "threshold",
                    "warning");

    public static final Word<Boolean> COUNT =
            Word.one(
                    "count",
                    IN_BLOCK,
                    new Counted(),
                    true,
                    "received",
                    "Whether prefixes that `import` rejects count, too: `received`, or only those"
                            + " `accepted`. With `action discard` all that are kept count.");

    public static final Word<Integer> IPV6 =
            Word.one(
                    "ipv6",
                    IN_BLOCK,
                    Numbers.integer("N", "number of prefixes", 1, Integer.MAX_VALUE),
                    200,
                    "as the other family",
                    "The limit of IPv6 prefixes, where it is another one.");

    public static final Word<Integer> MAX_PREFIX_OUT =
            Word.one(
                    "max-prefix-out",
                    Words.OPTIONS,
                    Numbers.integer("N", "number of prefixes", 1, Integer.MAX_VALUE),
                    500,
                    "any number",
                    "How many prefixes of each family the neighbor may be told, so that a mistake"
                            + " here does not reach it: one more ends the session with Cease/1, as"
                            + " `action` of `max-prefix` says when that is `restart`, and until"
                            + " `godwit neighbor X clear` else.",
                    "maximum-prefix-out",
                    "export-limit");

    static final List<Word<?>> ALL = List.of(MAX_PREFIX, MAX_PREFIX_OUT, ACTION, WARN, COUNT, IPV6);

    /// `1000`, or `no` (0) against the group.
    private static final class Most implements Argument<Integer> {
        @Override
        public String grammar() {
            return "N | no";
        }

        @Override
        public String what() {
            return "a number of prefixes";
        }

        @Override
        public Optional<Integer> read(ArgumentReader args) {
            Optional<Token> token = args.scalar(what());
            if (token.filter(t -> t.value().equals("no")).isPresent()) {
                return Optional.of(0);
            }
            return token.flatMap(
                    t -> Numbers.inRange(t, "number of prefixes", 1, Integer.MAX_VALUE, args));
        }

        @Override
        public String conf(Integer value) {
            return value == 0 ? "no" : value.toString();
        }

        @Override
        public Object json(Integer value) {
            return value == 0 ? (Object) "no" : value;
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(Schemas.integer(1, Integer.MAX_VALUE), Schemas.constant("no"));
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("limit", "", true));
        }

        @Override
        public boolean bare() {
            return true;
        }
    }

    /// `received`, `accepted`.
    private static final class Counted extends Choice<Boolean> {
        Counted() {
            super(
                    "what counts",
                    List.of(false, true),
                    accepted -> accepted ? "accepted" : "received");
        }
    }

    /// `shutdown`, `restart 10m`; words in a string in the machine form.
    private static final class Action implements Argument<LimitAction> {
        @Override
        public String grammar() {
            return "shutdown | restart [DURATION] | discard | warn";
        }

        @Override
        public String what() {
            return "`shutdown`, `restart`, `discard` or `warn`";
        }

        @Override
        public Optional<LimitAction> read(ArgumentReader args) {
            Optional<Token> token = args.word(what());
            if (token.isEmpty()) {
                return Optional.empty();
            }
            Optional<Excess> excess =
                    List.of(Excess.values()).stream()
                            .filter(e -> word(e).equals(token.get().value()))
                            .findFirst();
            if (excess.isEmpty()) {
                args.report()
                        .error(
                                Code.WRONG_TYPE,
                                token.get().span(),
                                args.name() + " takes " + what() + ", not " + token.get().quoted(),
                                args.example());
                return Optional.empty();
            }
            if (excess.get() != Excess.RESTART) {
                return Optional.of(new LimitAction(excess.get(), 0));
            }
            return args.peek().filter(t -> !t.newLine()).isEmpty()
                    ? Optional.of(new LimitAction(Excess.RESTART, RESTART_SECONDS))
                    : Numbers.duration(1, MOST_RESTART_SECONDS)
                            .read(args)
                            .map(seconds -> new LimitAction(Excess.RESTART, seconds));
        }

        private static String word(Excess excess) {
            return excess.name().toLowerCase(Locale.ROOT);
        }

        @Override
        public String conf(LimitAction value) {
            String word = word(value.excess());
            return value.excess() == Excess.RESTART
                    ? word
                            + " "
                            + Numbers.duration(1, MOST_RESTART_SECONDS).conf(value.restartSeconds())
                    : word;
        }

        @Override
        public Object json(LimitAction value) {
            return conf(value);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.pattern("^(shutdown|restart( [0-9]+[smhd]?)*|discard|warn)$");
        }

        @Override
        public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
            return value instanceof Json.Str text
                    ? Optional.of(arguments.words(text))
                    : arguments.scalar(value, this);
        }
    }
}
