package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;

/// Questions about the communities of one kind, and changes of them.
final class CommunityList {
    private static final int VALIDATION_STATE = 0x4300;

    private CommunityList() {}

    private static int code(CommunityKind kind) {
        return switch (kind) {
            case STANDARD -> Attributes.COMMUNITIES;
            case LARGE -> Attributes.LARGE_COMMUNITIES;
            case EXTENDED -> Attributes.EXTENDED_COMMUNITIES;
        };
    }

    /// Whether one of the route's communities is one of these.
    static boolean has(Route route, CommunityKind kind, CommunityMask[] masks) {
        byte[] buf = route.listBuf[kind.ordinal()];
        int from = route.listOff[kind.ordinal()];
        int end = from + route.listLen[kind.ordinal()];
        int octets = CommunityMask.octets(kind);
        for (int at = from; at < end; at += octets) {
            if (matches(route, kind, masks, buf, at)) {
                return true;
            }
        }
        return false;
    }

    static boolean matches(
            Route route, CommunityKind kind, CommunityMask[] masks, byte[] buf, int at) {
        for (CommunityMask mask : masks) {
            if (mask.matches(route, kind, buf, at)) {
                return true;
            }
        }
        return false;
    }

    /// Tells for which AS [#has] is true.
    static void except(Route route, CommunityKind kind, CommunityMask[] masks) {
        byte[] buf = route.listBuf[kind.ordinal()];
        int from = route.listOff[kind.ordinal()];
        int end = from + route.listLen[kind.ordinal()];
        int octets = CommunityMask.octets(kind);
        for (int at = from; at < end; at += octets) {
            for (CommunityMask mask : masks) {
                if (mask.compares()) {
                    mask.except(route, kind, buf, at);
                }
            }
        }
    }

    /// Adds those that are not there (RFC 8092 §3: each once); one with a part that is too large
    /// does not exist, and what attributes have no room for is left out.
    static void add(Route route, CommunityKind kind, CommunityMask[] values) {
        for (CommunityMask value : values) {
            add(route, kind, value);
        }
    }

    private static void add(Route route, CommunityKind kind, CommunityMask value) {
        int index = kind.ordinal();
        int octets = CommunityMask.octets(kind);
        int length = route.listLen[index];
        byte[] own = route.ownList(index, octets);
        if (value.write(route, kind, own, length)
                && !holds(own, length, octets)
                && route.grow(octets)) {
            route.listChanged(index, code(kind), length + octets);
        }
    }

    /// Whether the octets at `length` stand before it too.
    private static boolean holds(byte[] own, int length, int octets) {
        for (int at = 0; at < length; at += octets) {
            if (same(own, at, length, octets)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(byte[] own, int a, int b, int octets) {
        for (int i = 0; i < octets; i += 4) {
            if (Wire.i32(own, a + i) != Wire.i32(own, b + i)) {
                return false;
            }
        }
        return true;
    }

    /// All go.
    static void clear(Route route, CommunityKind kind) {
        if (route.listLen[kind.ordinal()] > 0) {
            route.listChanged(kind.ordinal(), code(kind), 0);
        }
    }

    /// Those that match go.
    static void remove(Route route, CommunityKind kind, CommunityMask[] masks) {
        if (!has(route, kind, masks)) {
            return;
        }
        int index = kind.ordinal();
        int octets = CommunityMask.octets(kind);
        int length = route.listLen[index];
        byte[] own = route.ownList(index, 0);
        int to = 0;
        for (int at = 0; at < length; at += octets) {
            if (!matches(route, kind, masks, own, at)) {
                System.arraycopy(own, at, own, to, octets);
                to += octets;
            }
        }
        route.listChanged(index, code(kind), to);
    }

    /// RFC 8097 §2: type 0x43, subtype 0, the state in the last octet. Another one there goes: a
    /// route has one state.
    static void addValidationState(Route route, int state, CommunityMask[] allStates) {
        remove(route, CommunityKind.EXTENDED, allStates);
        int index = CommunityKind.EXTENDED.ordinal();
        int octets = CommunityMask.octets(CommunityKind.EXTENDED);
        if (!route.grow(octets)) {
            return;
        }
        int length = route.listLen[index];
        byte[] own = route.ownList(index, octets);
        int at = Wire.put16(own, length, VALIDATION_STATE);
        Wire.put32(own, Wire.put16(own, at, 0), wireState(state));
        route.listChanged(index, Attributes.EXTENDED_COMMUNITIES, length + octets);
    }

    private static int wireState(int state) {
        return switch (state) {
            case Validation.VALID -> 0;
            case Validation.NOT_FOUND -> 1;
            default -> 2;
        };
    }

    /// Matches the communities of RFC 8097.
    static CommunityMask[] allStates() {
        return new CommunityMask[] {
            new CommunityMask(
                    new long[] {VALIDATION_STATE, 0, 0},
                    new long[] {VALIDATION_STATE, 0xffff, 0xffff_ffffL},
                    new Num[3])
        };
    }
}
