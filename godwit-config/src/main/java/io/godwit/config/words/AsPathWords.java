package io.godwit.config.words;

import java.util.List;

/// The words about the AS_PATHs that neighbors may send.
public final class AsPathWords {
    private AsPathWords() {}

    public static final Word<Boolean> ENFORCE_FIRST_AS =
            Word.one(
                    "enforce-first-as",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "Routes whose AS_PATH does not begin with the neighbor's own AS are rejected"
                            + " (RFC 4271 §6.3, RFC 7606 §7.2). Of an external neighbor only; not"
                            + " for a route server that tells routes as they came (RFC 7947"
                            + " §2.2.2.1).",
                    "first-as",
                    "bgp-enforce-first-as");

    public static final Word<Integer> MAX_AS_PATH =
            Word.one(
                    "max-as-path",
                    Words.OPTIONS,
                    Numbers.integer("N", "number of ASes", 1, 2047),
                    50,
                    "any number",
                    "Routes with more ASes in AS_PATH are rejected. A set counts as one,"
                            + " confederation segments do not count, as in the decision (RFC 4271"
                            + " §9.1.2.2).",
                    "maxas-limit",
                    "max-as-path-length",
                    "max-as-limit",
                    "bgp_path_len");

    public static final Word<Boolean> AS_SETS =
            Word.one(
                    "as-sets",
                    List.of(Block.ROUTER),
                    new Taken("what becomes of AS_SETs"),
                    true,
                    "reject",
                    "Whether routes with an AS_SET or AS_CONFED_SET in AS_PATH are taken and told."
                            + " RFC 9774 §3 wants them treated as withdrawn, and none sent, unless"
                            + " an operator says so: `accept`. An aggregate with `as-set` needs"
                            + " it.",
                    "reject-as-sets",
                    "reject-as-set");

    public static final Word<Integer> ALLOW_OWN_AS =
            Word.one(
                    "allow-own-as",
                    Words.OPTIONS,
                    Numbers.integer("N", "number of times", 1, 10),
                    1,
                    "a loop",
                    "Routes are taken with our own AS up to so many times in AS_PATH, which is a"
                            + " loop otherwise (RFC 4271 §9.1.2): for sites of one AS behind"
                            + " another one.",
                    "allowas-in",
                    "allow-local-as",
                    "allow-own-as-in");

    static final List<Word<?>> ALL = List.of(ENFORCE_FIRST_AS, MAX_AS_PATH, ALLOW_OWN_AS, AS_SETS);
}
