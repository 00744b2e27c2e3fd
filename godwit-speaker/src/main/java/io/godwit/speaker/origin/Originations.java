package io.godwit.speaker.origin;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Program;
import io.godwit.rib.RouteAttributes;
import io.godwit.speaker.OriginateWish;
import io.godwit.wire.Prefix;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// What `originate` wants, in the file or by command: each route waits for its conditions.
public final class Originations {
    private final OwnRoutes own;
    private final Conditions conditions;
    private final PeerFacts ourselves;
    private final Map<Prefix, Gate> gates = new LinkedHashMap<>();

    /// @param own where the routes go
    /// @param ourselves what policies are told of who sent them
    public Originations(OwnRoutes own, Conditions conditions, PeerFacts ourselves) {
        this.own = own;
        this.conditions = conditions;
        this.ourselves = ourselves;
    }

    /// What is wanted, oldest first.
    public Set<Prefix> prefixes() {
        return Collections.unmodifiableSet(gates.keySet());
    }

    /// Wants a route from now on, or wants it otherwise. After the last of several,
    /// [Conditions#settle].
    public void add(OriginateWish wish) {
        Prefix prefix = wish.prefix();
        Gate gate = conditions.open(wish.conditions(), () -> own.again(prefix));
        Gate before = gates.put(prefix, gate);
        if (before != null) {
            conditions.close(before);
        }
        Program policy = wish.policy().compile(ourselves);
        own.offer(prefix, Maker.CONFIGURED, new OwnRoute(RouteAttributes.igp(), policy, "", gate));
    }

    /// Wants it no longer; false when it did not.
    public boolean remove(Prefix prefix) {
        Gate gate = gates.remove(prefix);
        if (gate == null) {
            return false;
        }
        conditions.close(gate);
        own.retract(prefix, Maker.CONFIGURED);
        return true;
    }
}
