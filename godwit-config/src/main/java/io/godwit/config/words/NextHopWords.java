package io.godwit.config.words;

import io.godwit.config.syntax.Token;
import io.godwit.policy.NextHopRule;

import java.util.List;

/// The words about the next hops that a neighbor is told, and tells.
public final class NextHopWords {
    private NextHopWords() {}

    public static final Word<NextHopRule> NEXT_HOP =
            Word.one(
                    "next-hop",
                    Words.OPTIONS,
                    new Rule(),
                    NextHopRule.SELF,
                    NextHopRule.STANDARD.word(),
                    "What the neighbor is told as NEXT_HOP. `standard` is RFC 4271 §5.1.3: inside"
                            + " our AS what the route came with; to another AS our address of the"
                            + " session, or another router's on the network that we share with a"
                            + " neighbor one hop away. `self` is always our address, but what is"
                            + " reflected keeps its own (RFC 4456 §10); `self-always` changes that,"
                            + " too. `unchanged` is what the route came with. What a policy sets"
                            + " itself (`set next-hop`) comes first.",
                    "next-hop-self",
                    "nexthop",
                    "next-hop-unchanged",
                    "attribute-unchanged");

    public static final Word<Boolean> EXTENDED_NEXTHOP =
            Word.one(
                    "extended-nexthop",
                    Words.OPTIONS,
                    Texts.FLAG,
                    true,
                    "no",
                    "IPv4 routes may have IPv6 next hops, in both directions, if the neighbor agrees"
                            + " (RFC 8950). Over an IPv6 session ours is the address of the"
                            + " session; no IPv4 address is needed then.",
                    "extended-next-hop",
                    "capability-extended-nexthop",
                    "enhe");

    static final List<Word<?>> ALL = List.of(NEXT_HOP, EXTENDED_NEXTHOP);

    /// `self`, `unchanged`.
    private static final class Rule extends Choice<NextHopRule> {
        Rule() {
            super("whose next hop", List.of(NextHopRule.values()), NextHopRule::word);
        }

        @Override
        String wrong(Token token, ArgumentReader args) {
            return "a next hop is not " + token.quoted();
        }

        @Override
        String elsewhere() {
            return "; an address is set by a policy: `set next-hop 192.0.2.1`";
        }
    }
}
