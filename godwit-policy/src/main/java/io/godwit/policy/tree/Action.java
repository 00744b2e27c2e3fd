package io.godwit.policy.tree;

import java.util.List;

/// What a statement does to the route.
public sealed interface Action {
    /// `set med 10`, `set local-pref (peer.as % 100)`.
    record SetNumber(NumberField field, NumberValue value) implements Action {}

    /// `set origin igp`.
    ///
    /// @param value 0 to 2
    record SetOrigin(int value) implements Action {}

    /// `set next-hop 192.0.2.1`, `set next-hop peer.address`. Of the other family: ignored.
    record SetNextHop(AddressValue value) implements Action {}

    /// `set next-hop self`: out, our address of the session; in, the same.
    record SetNextHopSelf() implements Action {}

    /// `add community 64500:1`, `set large-community [ … ]` (all others go): parts are all
    /// [CommunityPattern.Part.Exactly].
    record AddCommunities(CommunityKind kind, List<CommunityPattern> values, boolean onlyThese)
            implements Action {
        /// Takes a copy.
        public AddCommunities {
            values = List.copyOf(values);
        }
    }

    /// `remove large-community 64500:*:*`.
    record RemoveCommunities(CommunityKind kind, List<CommunityPattern> patterns)
            implements Action {
        /// Takes a copy.
        public RemoveCommunities {
            patterns = List.copyOf(patterns);
        }
    }

    /// `remove med` (RFC 4271 §5.1.4), `remove aigp`: an optional attribute goes.
    record RemoveAttribute(int attributeCode) implements Action {}

    /// `prepend 64500 3`, `prepend route.peer-as 1`.
    ///
    /// @param times 1 to 32
    record Prepend(NumberValue as, int times) implements Action {}

    /// `add rpki-state`: the extended community of RFC 8097.
    record AddValidationState() implements Action {}
}
