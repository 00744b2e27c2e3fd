package io.godwit.config.words;

import java.util.List;

/// The words about which paths take part in the decision at all, and how the best one is chosen.
public final class DecisionWords {
    private DecisionWords() {}

    public static final Word<Boolean> ALWAYS_COMPARE_MED =
            Word.one(
                    "always-compare-med",
                    List.of(Block.ROUTER),
                    Texts.FLAG,
                    true,
                    "no",
                    "MULTI_EXIT_DISC is compared between paths of different neighbor ASes, too: for"
                            + " neighbors that agreed on what it means. Without it only within one"
                            + " neighbor AS (RFC 4271 §9.1.2.2 c), and over all paths at once: what"
                            + " others call deterministic is always so.",
                    "med-always",
                    "med-metric");

    public static final Word<Boolean> MISSING_MED_WORST =
            Word.one(
                    "missing-med-worst",
                    List.of(Block.ROUTER),
                    Texts.FLAG,
                    true,
                    "no",
                    "A path without MULTI_EXIT_DISC counts as one with 4294967295, the highest."
                            + " Without it as one with 0, the lowest (RFC 4271 §9.1.2.2 c).",
                    "med-missing-as-worst",
                    "missing-as-worst");

    public static final Word<Boolean> MARTIANS =
            Word.one(
                    "martians",
                    List.of(Block.ROUTER),
                    new Taken("what becomes of martians"),
                    true,
                    "reject",
                    "Whether prefixes are taken that no unicast route can lead to (RFC 4271 §6.3:"
                            + " ignored, and logged). Those are of IPv4 0.0.0.0/8 and 127.0.0.0/8,"
                            + " 224.0.0.0/4 and 240.0.0.0/4 (also as 224.0.0.0/3), of IPv6"
                            + " ff00::/8, fe80::/10, ::/96 and ::ffff:0:0/96, and what is longer;"
                            + " a default route is none. `accept` is for laboratories, say with"
                            + " 240.0.0.0/4. Next hops are judged as before.",
                    "allow-reserved-ranges",
                    "allow-martians");

    static final List<Word<?>> ALL = List.of(ALWAYS_COMPARE_MED, MISSING_MED_WORST, MARTIANS);
}
