package io.godwit.config.words;

import io.godwit.bfd.BfdSettings;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The words about BFD: `bfd { interval 200ms; multiplier 3 }`.
public final class BfdWords {
    private static final List<Block> IN_BFD = List.of(Block.BFD);
    private static final int MILLI = 1000;

    private BfdWords() {}

    public static final Word<Boolean> BFD =
            new Word<>(
                    "bfd",
                    "bfd",
                    List.of(Block.GROUP, Block.NEIGHBOR),
                    new On(),
                    Optional.of(Block.BFD),
                    false,
                    true,
                    "no",
                    "Watches the path to the neighbor with short packets (BFD, RFC 5880): when they"
                            + " stop, the session ends at once and not after the hold time. The"
                            + " neighbor must speak it as well; until it does, nothing changes. A"
                            + " `bfd` of the neighbor replaces that of its group as a whole. See"
                            + " [BFD](bfd.md).",
                    List.of("fall-over", "bfd-liveness-detection"));

    public static final Word<Integer> INTERVAL =
            Word.one(
                    "interval",
                    IN_BFD,
                    new Interval(),
                    200 * MILLI,
                    new Interval().conf(BfdSettings.USUAL.intervalMicros()),
                    "How often a packet is sent, and one is expected, 10ms to 60s. The slower side"
                            + " decides for each direction.",
                    "minimum-interval",
                    "min-rx",
                    "min-tx");

    public static final Word<Integer> MULTIPLIER =
            Word.one(
                    "multiplier",
                    IN_BFD,
                    Numbers.integer("N", "number of packets", 1, 255),
                    3,
                    Integer.toString(BfdSettings.USUAL.multiplier()),
                    "How many of our packets in a row the neighbor may miss; how many of its own we may"
                            + " miss is the multiplier there.",
                    "detect-multiplier");

    public static final Word<Boolean> SEVERAL_HOPS =
            Word.one(
                    "multihop",
                    IN_BFD,
                    Texts.FLAG,
                    true,
                    "as the session: `multihop`, or an internal neighbor that is not on a connected"
                            + " network",
                    "Whether it is spoken over several hops (RFC 5883, port 4784) or over one (RFC"
                            + " 5881, port 3784). Both sides must agree.");

    static final List<Word<?>> ALL = List.of(BFD, INTERVAL, MULTIPLIER, SEVERAL_HOPS);

    /// Nothing, or `no` against the group; a member of the object in the machine form.
    private static final class On implements Argument<Boolean> {
        @Override
        public String grammar() {
            return "[yes | no]";
        }

        @Override
        public String what() {
            return "yes or no";
        }

        @Override
        public Optional<Boolean> read(ArgumentReader args) {
            Optional<Token> member = args.peek().filter(t -> t.is(Token.Kind.JSON_STRING));
            if (member.isPresent() && List.of("yes", "no").contains(member.get().value())) {
                args.skip();
                return Optional.of(member.get().value().equals("yes"));
            }
            return Texts.FLAG.read(args);
        }

        @Override
        public String conf(Boolean value) {
            return value ? "" : "no";
        }

        @Override
        public Object json(Boolean value) {
            return value ? Map.of() : Map.of("on", "no");
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("object");
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("on", "", false));
        }
    }

    /// `200ms`, `1s`; microseconds, as the packets have it.
    private static final class Interval implements Argument<Integer> {
        @Override
        public String grammar() {
            return "DURATION";
        }

        @Override
        public String what() {
            return "a duration";
        }

        @Override
        public Optional<Integer> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> micros(token, args));
        }

        private static Optional<Integer> micros(Token token, ArgumentReader args) {
            String text = token.value();
            int unit = text.endsWith("ms") ? MILLI : text.endsWith("s") ? MILLI * MILLI : 0;
            int letters = unit == MILLI ? 2 : 1;
            OptionalLong count =
                    unit == 0
                            ? OptionalLong.empty()
                            : Numbers.digits(text.substring(0, text.length() - letters));
            if (count.isEmpty()) {
                args.report()
                        .error(
                                Code.BAD_DURATION,
                                token.span(),
                                token.quoted() + " is not a duration",
                                "a number with its unit: `200ms`, `1s`");
                return Optional.empty();
            }
            long micros = Math.min(count.getAsLong(), BfdSettings.MOST_INTERVAL_MICROS) * unit;
            if (micros < BfdSettings.LEAST_INTERVAL_MICROS
                    || micros > BfdSettings.MOST_INTERVAL_MICROS) {
                args.report()
                        .error(
                                Code.OUT_OF_RANGE,
                                token.span(),
                                args.name() + " is 10ms to 60s, not " + token.quoted(),
                                "");
                return Optional.empty();
            }
            return Optional.of((int) micros);
        }

        @Override
        public String conf(Integer value) {
            return value / MILLI + "ms";
        }

        @Override
        public Object json(Integer value) {
            return conf(value);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.pattern("^[0-9]+m?s$");
        }
    }
}
