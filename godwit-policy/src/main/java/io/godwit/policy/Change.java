package io.godwit.policy;

import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.AddressValue;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.NumberField;
import io.godwit.wire.Address;

/// An action, compiled.
interface Change {
    /// Changes the route.
    void apply(Route route);

    static Change of(Action action, Questions questions, PeerFacts peer) {
        return switch (action) {
            case Action.SetNumber(var field, var value) -> number(field, questions.valueOf(value));
            case Action.SetOrigin(int value) -> route -> route.setOrigin(value);
            case Action.SetNextHop(var value) -> nextHop(value, questions);
            case Action.SetNextHopSelf _ -> {
                Address own = questions.ownAddress();
                yield route -> {
                    route.nextHopSelf = true;
                    route.setHop(own);
                };
            }
            case Action.AddCommunities(var kind, var values, boolean onlyThese) ->
                    add(kind, questions.known(values), onlyThese);
            case Action.RemoveCommunities(var kind, var patterns) -> {
                CommunityMask[] masks = questions.known(patterns);
                yield route -> CommunityList.remove(route, kind, masks);
            }
            case Action.RemoveAttribute(int code) -> route -> route.remove(code);
            case Action.Prepend(var as, int times) -> {
                Num number = questions.valueOf(as);
                yield route -> route.prepend(number.of(route), times);
            }
            case Action.AddValidationState _ -> {
                CommunityMask[] states = CommunityList.allStates();
                yield route ->
                        CommunityList.addValidationState(route, route.rpki(peer.localAs()), states);
            }
        };
    }

    private static Change number(NumberField field, Num value) {
        return switch (field) {
            case MED -> route -> route.setMed(value.of(route));
            case LOCAL_PREF -> route -> route.setLocalPref(value.of(route));
            default -> throw new IllegalArgumentException(field.word() + " cannot be set");
        };
    }

    private static Change nextHop(AddressValue value, Questions questions) {
        if (Questions.isNextHop(value)) {
            return _ -> {};
        }
        if (Questions.isSource(value)) {
            return route -> route.setHop(route.subject.source.address());
        }
        Address known = questions.known(value);
        return route -> route.setHop(known);
    }

    private static Change add(CommunityKind kind, CommunityMask[] values, boolean onlyThese) {
        if (!onlyThese) {
            return route -> CommunityList.add(route, kind, values);
        }
        return route -> {
            CommunityList.clear(route, kind);
            CommunityList.add(route, kind, values);
        };
    }
}
