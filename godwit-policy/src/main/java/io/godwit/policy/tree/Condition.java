package io.godwit.policy.tree;

import java.util.List;

/// What a statement asks of a route. Every node carries its text as it was written, for traces.
public sealed interface Condition {
    /// All hold; asked from left to right, as far as needed.
    record And(List<Condition> all) implements Condition {
        /// Takes a copy.
        public And {
            all = List.copyOf(all);
        }
    }

    /// One holds; asked from left to right, as far as needed.
    record Or(List<Condition> any) implements Condition {
        /// Takes a copy.
        public Or {
            any = List.copyOf(any);
        }
    }

    /// It does not hold.
    record Not(Condition condition) implements Condition {}

    /// What is asked of the route itself; the leaves.
    ///
    /// @param text as it was written
    record Asked(String text, Question question) implements Condition {}

    /// The questions.
    sealed interface Question {}

    /// `true`, or `false`.
    record Always(boolean holds) implements Question {}

    /// `as-path.length > 32`.
    record NumberIs(NumberValue left, Comparison comparison, NumberValue right)
            implements Question {}

    /// `prefix.length in 8..24`, `med in [ 1, 5..9 ]`.
    record NumberIn(NumberValue value, List<Range> ranges) implements Question {
        /// Takes a copy.
        public NumberIn {
            ranges = List.copyOf(ranges);
        }
    }

    /// Both ends are included.
    record Range(long from, long to) {}

    /// `as-path.last in some-set`, `peer.as in [ 64511, 64512 ]`.
    record AsIn(NumberValue value, AsSetRef set) implements Question {}

    /// `prefix in bogons`.
    record PrefixIn(PrefixSetRef set) implements Question {}

    /// `prefix within peer.irr-prefixes`: some entry covers the prefix, whatever lengths it asks
    /// for; what a blackhole has to be (RFC 7999 §3.3).
    record PrefixWithin(PrefixSetRef set) implements Question {}

    /// `next-hop = peer.address`, `next-hop != 192.0.2.1`.
    record AddressIs(AddressValue left, boolean equal, AddressValue right) implements Question {}

    /// `next-hop in peering-lan`: as the host prefix /32 or /128, or covered by an entry.
    record AddressIn(AddressValue value, PrefixSetRef set) implements Question {}

    /// `origin = igp`; `rpki != invalid` is a [Not].
    ///
    /// @param value index into the values of the field
    record WordIs(WordField field, int value) implements Question {}

    /// `peer.name = "R2"`.
    record TextIs(TextField field, String value) implements Question {}

    /// `as-path contains 64511`.
    record PathContains(NumberValue as) implements Question {}

    /// `as-path any transit-free`: some AS of the path is in the set.
    record PathAny(AsSetRef set) implements Question {}

    /// `as-path all customers`: every AS of the path is in the set.
    record PathAll(AsSetRef set) implements Question {}

    /// `as-path matches "^ 64511+ .* 3356 $"`.
    record PathMatches(PathPattern pattern) implements Question {}

    /// `community has 0:(peer.as)`, `community has some-set`, `large-community has [ … ]`: one of
    /// the route's communities is one of these.
    record Has(CommunityKind kind, List<CommunityPattern> patterns) implements Question {
        /// Takes a copy.
        public Has {
            patterns = List.copyOf(patterns);
        }
    }

    /// `extended-community has rt:64500:*`, `med exists`, `atomic-aggregate exists`: whether there
    /// is an attribute with this type code.
    record Exists(int attributeCode) implements Question {}
}
