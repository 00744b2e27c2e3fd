package io.godwit.wire.cap;

import java.util.Locale;

/// What our AS is to the neighbor's on a session between them (RFC 9234 §4), and what that means
/// for routes that are marked by ONLY_TO_CUSTOMER (§5). Nobody can change these rules: §5 forbids
/// it.
public enum PeeringRole {
    /// Nobody said: nothing is offered, and no mark is looked at.
    NONE(-1),
    /// We are its provider.
    PROVIDER(BgpRole.PROVIDER),
    /// We are its customer.
    CUSTOMER(BgpRole.CUSTOMER),
    /// We are the route server, and it is a client.
    RS(BgpRole.ROUTE_SERVER),
    /// It is the route server, and we are a client.
    RS_CLIENT(BgpRole.ROUTE_SERVER_CLIENT),
    /// Neither is above the other.
    PEER(BgpRole.PEER);

    private final int code;

    PeeringRole(int code) {
        this.code = code;
    }

    /// Our capability.
    ///
    /// @throws IllegalStateException if there is no role
    public BgpRole capability() {
        if (this == NONE) {
            throw new IllegalStateException("no role");
        }
        return new BgpRole(code);
    }

    /// What the neighbor has to be; [#NONE] if we are nothing.
    public PeeringRole counterpart() {
        return switch (this) {
            case NONE -> NONE;
            case PROVIDER -> CUSTOMER;
            case CUSTOMER -> PROVIDER;
            case RS -> RS_CLIENT;
            case RS_CLIENT -> RS;
            case PEER -> PEER;
        };
    }

    /// Whether the role that a neighbor says is the one it has to be (RFC 9234 §4.2, Table 2).
    public boolean fits(BgpRole theirs) {
        return counterpart().code == theirs.role();
    }

    /// Whether the neighbor is a provider, a peer or a route server: what it sends is only for our
    /// customers, and marked for that if it is not yet (§5, ingress 3); what is marked is not sent
    /// to it (§5, egress 2).
    public boolean isForCustomersOnly() {
        return this == CUSTOMER || this == PEER || this == RS_CLIENT;
    }

    /// Whether the neighbor is a customer, a peer or a client of our route server: what is sent to
    /// it is marked (§5, egress 1).
    public boolean marksSent() {
        return this == PROVIDER || this == PEER || this == RS;
    }

    /// Whether a route that came marked is a leak: from a customer or a client of our route server
    /// always, from a peer unless the peer itself marked it (§5, ingress 1 and 2).
    ///
    /// @param mark the AS number in ONLY_TO_CUSTOMER
    /// @param neighbor the neighbor's AS number
    public boolean isLeak(int mark, int neighbor) {
        return this == PROVIDER || this == RS || this == PEER && mark != neighbor;
    }

    /// As it is written.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// What a neighbor calls itself, for people.
    public static String name(BgpRole said) {
        for (PeeringRole role : values()) {
            if (role.code == said.role()) {
                return role.word();
            }
        }
        return "number " + said.role();
    }
}
