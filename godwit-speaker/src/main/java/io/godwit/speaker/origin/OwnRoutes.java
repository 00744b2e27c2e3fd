package io.godwit.speaker.origin;

import io.godwit.rib.Rib;
import io.godwit.speaker.Clock;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What all makers want to be ours, and of several for one prefix the strongest that may: that one
/// stands in the tables.
public final class OwnRoutes {
    private final Rib rib;
    private final Clock clock;
    private final Map<Prefix, EnumMap<Maker, Offer>> offers = new LinkedHashMap<>();

    /// What one maker wants, and why it is not so.
    private static final class Offer {
        final OwnRoute route;
        String why = "";
        long sinceNanos;

        Offer(OwnRoute route, long nowNanos) {
            this.route = route;
            sinceNanos = nowNanos;
        }

        void becomes(String why, long nowNanos) {
            sinceNanos = why.isEmpty() == this.why.isEmpty() ? sinceNanos : nowNanos;
            this.why = why;
        }

        /// As it is now: what is said of a condition may change while it does not hold.
        String why() {
            return route.gate().closed().orElse(why);
        }
    }

    /// @param rib whose routes they become
    public OwnRoutes(Rib rib, Clock clock) {
        this.rib = rib;
        this.clock = clock;
    }

    /// A maker wants a route, or wants it otherwise.
    ///
    /// @return why it is not announced; empty when it is
    public Optional<String> offer(Prefix prefix, Maker maker, OwnRoute route) {
        Offer offer = new Offer(route, clock.nanos());
        EnumMap<Maker, Offer> all = offers.computeIfAbsent(prefix, _ -> new EnumMap<>(Maker.class));
        Offer before = all.put(maker, offer);
        if (before != null) {
            offer.why = before.why;
            offer.sinceNanos = before.sinceNanos;
        }
        decide(prefix, all);
        return offer.why.isEmpty() ? Optional.empty() : Optional.of(offer.why);
    }

    /// A maker no longer wants a route; false when it did not.
    public boolean retract(Prefix prefix, Maker maker) {
        EnumMap<Maker, Offer> all = offers.get(prefix);
        if (all == null || all.remove(maker) == null) {
            return false;
        }
        if (all.isEmpty()) {
            offers.remove(prefix);
        }
        decide(prefix, all);
        return true;
    }

    /// What a route waits for has changed.
    void again(Prefix prefix) {
        EnumMap<Maker, Offer> all = offers.get(prefix);
        if (all != null) {
            decide(prefix, all);
        }
    }

    private void decide(Prefix prefix, EnumMap<Maker, Offer> all) {
        Optional<Maker> followed = Optional.empty();
        for (Map.Entry<Maker, Offer> entry : all.entrySet()) {
            Offer offer = entry.getValue();
            Optional<String> stronger =
                    followed.map(maker -> "the " + maker.word() + " route goes before");
            Optional<String> why =
                    offer.route
                            .gate()
                            .closed()
                            .or(() -> stronger)
                            .or(() -> announce(prefix, offer.route));
            offer.becomes(why.orElse(""), clock.nanos());
            followed = why.isEmpty() ? Optional.of(entry.getKey()) : followed;
        }
        if (followed.isEmpty()) {
            rib.withdraw(prefix);
        }
    }

    private Optional<String> announce(Prefix prefix, OwnRoute route) {
        return rib.shortage().or(() -> rib.originate(prefix, route.attributes(), route.policy()));
    }

    private static OwnRouteState state(Prefix prefix, Maker maker, Offer offer) {
        return new OwnRouteState(
                prefix,
                maker,
                offer.route.detail(),
                Optional.of(offer.why()).filter(why -> !why.isEmpty()),
                offer.sinceNanos,
                offer.route.gate().findings());
    }

    /// Whether a route to the prefix is ours now.
    public boolean isAnnounced(Prefix prefix) {
        EnumMap<Maker, Offer> all = offers.get(prefix);
        return all != null && all.values().stream().anyMatch(offer -> offer.why.isEmpty());
    }

    /// What everybody wants, in the order in which the prefixes came, the strongest first.
    public List<OwnRouteState> all() {
        List<OwnRouteState> rows = new ArrayList<>();
        offers.forEach((prefix, all) ->
                all.forEach((maker, offer) -> rows.add(state(prefix, maker, offer))));
        return rows;
    }
}
