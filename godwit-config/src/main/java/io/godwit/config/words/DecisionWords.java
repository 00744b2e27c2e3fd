package io.godwit.config.words;

import java.util.List;

/// The words about how the best path is chosen.
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

    static final List<Word<?>> ALL = List.of(ALWAYS_COMPARE_MED, MISSING_MED_WORST);
}
