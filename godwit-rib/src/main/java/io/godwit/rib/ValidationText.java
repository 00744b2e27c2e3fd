package io.godwit.rib;

import io.godwit.policy.Validation;
import io.godwit.rib.table.AttrStore;
import io.godwit.rib.table.RouteTable;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attributes;

/// What RPKI says of routes, in words. Asked when somebody looks: it is kept with no route.
final class ValidationText {
    private static final String[] ORIGIN = {"not-found", "valid", "invalid"};
    private static final String[] PATH = {"unknown", "valid", "invalid"};

    private final AttrStore store;
    private final int localAs;
    private Validation validation = Validation.NONE;

    ValidationText(AttrStore store, int localAs) {
        this.localAs = localAs;
        this.store = store;
    }

    void validation(Validation validation) {
        this.validation = validation;
    }

    /// Whether anybody can say.
    boolean known() {
        return !validation.equals(Validation.NONE);
    }

    /// Of a route as it came (RFC 6811 §2); empty when nobody can say.
    String origin(RouteTable routes, int row, int attr) {
        return known() ? ORIGIN[state(routes, row, attr)] : "";
    }

    /// Of a route as it came, as [Validation#origin] numbers it.
    int state(RouteTable routes, int row, int attr) {
        return validation.origin(
                routes.isV6(),
                routes.high(row),
                routes.low(row),
                routes.table().length(row),
                originAs(attr));
    }

    /// Which part of an invalid route does not fit; else empty.
    String whyInvalid(RouteTable routes, int row, int attr) {
        return known()
                ? validation.whyInvalid(
                        Tables.prefix(routes, row), Integer.toUnsignedLong(originAs(attr)))
                : "";
    }

    private int originAs(int attr) {
        int raw = store.raw(attr);
        byte[] octets = store.octets(raw);
        int at = store.attribute(raw, Attributes.AS_PATH);
        int value = Attributes.valueOffset(octets, at);
        return AsPaths.origin(octets, value, Attributes.valueOctets(octets, at), localAs);
    }

    /// Of the path that came from a neighbor; empty when nobody can say.
    String path(int attr, PeerSettings from) {
        if (!known()) {
            return "";
        }
        int raw = store.raw(attr);
        return PATH[
                validation.path(
                        store.octets(raw), store.offset(raw), store.length(raw), from.facts())];
    }
}
