package io.godwit.speaker.origin;

import io.godwit.rib.Rib;
import io.godwit.speaker.show.ShowOriginated;
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
    private final Map<Prefix, EnumMap<Maker, Offer>> offers = new LinkedHashMap<>();

    /// What one maker wants, and why it is not so.
    private static final class Offer {
        final OwnRoute route;
        String why = "";

        Offer(OwnRoute route) {
            this.route = route;
        }
    }

    /// @param rib whose routes they become
    public OwnRoutes(Rib rib) {
        this.rib = rib;
    }

    /// A maker wants a route, or wants it otherwise.
    ///
    /// @return why it is not announced; empty when it is
    public Optional<String> offer(Prefix prefix, Maker maker, OwnRoute route) {
        Offer offer = new Offer(route);
        EnumMap<Maker, Offer> all = offers.computeIfAbsent(prefix, _ -> new EnumMap<>(Maker.class));
        all.put(maker, offer);
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

    private void decide(Prefix prefix, EnumMap<Maker, Offer> all) {
        Optional<Maker> followed = Optional.empty();
        for (Map.Entry<Maker, Offer> entry : all.entrySet()) {
            Offer offer = entry.getValue();
            if (followed.isPresent()) {
                offer.why = "the " + followed.get().word() + " route goes before";
            } else {
                offer.why = announce(prefix, offer.route).orElse("");
                followed = offer.why.isEmpty() ? Optional.of(entry.getKey()) : followed;
            }
        }
        if (followed.isEmpty()) {
            rib.withdraw(prefix);
        }
    }

    private Optional<String> announce(Prefix prefix, OwnRoute route) {
        return rib.shortage().or(() -> rib.originate(prefix, route.attributes(), route.policy()));
    }

    private static ShowOriginated.Row row(Prefix prefix, Maker maker, Offer offer) {
        return new ShowOriginated.Row(
                prefix,
                maker.word(),
                offer.route.detail(),
                offer.why.isEmpty(),
                Optional.of(offer.why).filter(why -> !why.isEmpty()));
    }

    /// Whether a route to the prefix is ours now.
    public boolean isAnnounced(Prefix prefix) {
        EnumMap<Maker, Offer> all = offers.get(prefix);
        return all != null && all.values().stream().anyMatch(offer -> offer.why.isEmpty());
    }

    /// What everybody wants, in the order in which the prefixes came, the strongest first.
    public List<ShowOriginated.Row> all() {
        List<ShowOriginated.Row> rows = new ArrayList<>();
        offers.forEach((prefix, all) ->
                all.forEach((maker, offer) -> rows.add(row(prefix, maker, offer))));
        return rows;
    }
}
