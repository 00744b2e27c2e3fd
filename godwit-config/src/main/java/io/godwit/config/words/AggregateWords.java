package io.godwit.config.words;

import io.godwit.config.syntax.Span;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The words about aggregates: `aggregate 202.112.0.0/16 { summary-only }`.
public final class AggregateWords {
    private static final List<Block> IN_AGGREGATE = List.of(Block.AGGREGATE);

    /// What `aggregate` says.
    ///
    /// @param at where it stands
    public record AggregateHead(Prefix prefix, Span at) {}

    private AggregateWords() {}

    public static final Word<AggregateHead> AGGREGATE =
            new Word<>(
                    "aggregate",
                    "aggregates",
                    List.of(Block.FILE),
                    new Head(),
                    Optional.of(Block.AGGREGATE),
                    true,
                    new AggregateHead(Prefix.of(Address.ofV4(0xca700000), 16), Words.NOWHERE),
                    "",
                    "Announces a prefix for longer ones in it, while there are such; where none of"
                            + " them leads, packets are dropped. See [kernel](kernel.md).",
                    List.of("aggregate-address", "summary-address", "summary"));

    public static final Word<Boolean> SUMMARY_ONLY =
            Word.one(
                    "summary-only",
                    IN_AGGREGATE,
                    Texts.FLAG,
                    true,
                    "no",
                    "The longer prefixes are not announced while the aggregate is.");

    public static final Word<Boolean> AS_SET =
            Word.one(
                    "as-set",
                    IN_AGGREGATE,
                    Texts.FLAG,
                    true,
                    "no",
                    "The AS_PATH names, in a set, the ASes that not all paths share; communities of"
                            + " all paths are kept then, too. RFC 9774 forbids sets, as nobody can"
                            + " tell the origin: the router has to say `as-sets accept`.");

    public static final Word<Boolean> MATCHING_MED =
            Word.one(
                    "matching-med",
                    IN_AGGREGATE,
                    Texts.FLAG,
                    true,
                    "no",
                    "Routes of different MULTI_EXIT_DISC are not aggregated (RFC 4271 §9.2.2.2):"
                            + " there is no aggregate while the metrics differ, and it has the one"
                            + " that all have.",
                    "matching-MED-only");

    public static final Word<Integer> MINIMUM =
            Word.one(
                    "minimum",
                    IN_AGGREGATE,
                    Numbers.integer("N", "number of prefixes", 1, 65535),
                    2,
                    "1",
                    "How many longer prefixes there have to be.");

    static final List<Word<?>> ALL =
            List.of(AGGREGATE, SUMMARY_ONLY, AS_SET, MATCHING_MED, MINIMUM);

    /// A prefix; a member of the block's object in the machine form.
    private static final class Head implements Argument<AggregateHead> {
        @Override
        public String grammar() {
            return "PREFIX";
        }

        @Override
        public String what() {
            return "a prefix";
        }

        @Override
        public Optional<AggregateHead> read(ArgumentReader args) {
            return args.word(what())
                    .flatMap(token ->
                            Prefixes.prefix(token, args.report())
                                    .map(prefix -> new AggregateHead(prefix, token.span())));
        }

        @Override
        public String conf(AggregateHead value) {
            return value.prefix().toString();
        }

        @Override
        public Object json(AggregateHead value) {
            return Map.of("prefix", conf(value));
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("object");
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("prefix", "", true));
        }
    }
}
