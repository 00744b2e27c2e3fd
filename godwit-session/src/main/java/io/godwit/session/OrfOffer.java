package io.godwit.session;

import io.godwit.wire.cap.OutboundRouteFiltering;

import java.util.Locale;

/// Outbound route filters by address prefix (RFC 5291, RFC 5292): what we offer a neighbor, the
/// same in each family.
public enum OrfOffer {
    /// None.
    NO(0),
    /// It may say what it wants to be told.
    RECEIVE(OutboundRouteFiltering.RECEIVE),
    /// We would like to say what we want to be told.
    SEND(OutboundRouteFiltering.SEND),
    /// Both.
    BOTH(OutboundRouteFiltering.RECEIVE | OutboundRouteFiltering.SEND);

    /// What fits behind a new session at once. Who has more prefixes of a family to ask for asks
    /// for everything.
    public static final int MOST_ASKED = 2500;

    private final int directions;

    OrfOffer(int directions) {
        this.directions = directions;
    }

    /// As the capability says it.
    int directions() {
        return directions;
    }

    /// Whether we would like to send one.
    public boolean sends() {
        return (directions & OutboundRouteFiltering.SEND) != 0;
    }

    /// As it is configured.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
