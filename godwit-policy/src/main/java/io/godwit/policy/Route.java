package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attributes;

import java.util.Arrays;
import java.util.Optional;

/// The route as it is at this point of a program: what stands in the block, or what the program put
/// in its place. Values are read where they stand; the first change of one copies it.
///
/// It also keeps what a program found out about the block ([Memo]).
final class Route {
    /// A number that is none: no AS, no result.
    static final long NONE = -1;

    private static final int MAX_OCTETS = 0xffff;

    /// Heads, numbers and next hops that a program can add.
    private static final int SMALL_VALUES = 64;

    private static final int CODES = 256;
    private static final int KINDS = CommunityKind.values().length;

    Subject subject;
    private int stamp;

    // ---- who asks

    /// AS of the neighbor that the program runs for; [#NONE] when it judges for all.
    long peerAs;

    /// Takes the AS numbers for which an answer would be another; null when nobody asks.
    AsNumbers exceptions;

    /// 0 unknown, 1 does not hold, 2 holds; for [#memoOf].
    byte[] memo = new byte[0];

    private Program memoOf;
    private int rpki;

    /// Told of every statement that is reached; only of programs that are watched.
    Watcher watcher;

    /// Room for the states of a path expression.
    long[] states = new long[0];

    // ---- the values

    byte[] pathBuf;
    int pathOff;
    int pathLen;

    /// The path as it came.
    private int cameOff;

    private int cameLen;
    int origin;
    boolean hasMed;
    long med;
    long localPref;
    int hop4;
    boolean hasHop4;
    byte[] mpBuf;
    int mpOff;
    int mpAfi;

    /// Octets of the next hop in MP_REACH_NLRI; 0 without one.
    int mpLen;

    /// COMMUNITIES, LARGE_COMMUNITIES, EXTENDED_COMMUNITIES by kind.
    final byte[][] listBuf = new byte[KINDS][];

    final int[] listOff = new int[KINDS];
    final int[] listLen = new int[KINDS];
    private final long[] present = new long[CODES / 64];

    // ---- the changes

    /// Bit `1 << code`: the attribute is written anew.
    long set;

    /// The attributes that go.
    final long[] removed = new long[CODES / 64];

    boolean anyRemoved;
    private int grown;
    boolean nextHopSelf;
    private byte[] ownPath = new byte[256];
    private final byte[][] ownList = new byte[KINDS][256];
    private final byte[] ownHop = new byte[16];

    // ---- the beginning

    /// Begins with a route for a program.
    void start(Subject route, Program program, long as) {
        if (route != subject || route.stamp != stamp || isChanged()) {
            boolean sameBlock = route == subject && route.stamp == stamp;
            load(route);
            if (!sameBlock) {
                memoOf = null;
            }
        }
        if (memoOf != program || as != peerAs) {
            memoOf = program;
            peerAs = as;
            if (memo.length < program.memoSlots()) {
                memo = new byte[program.memoSlots()];
            } else {
                Arrays.fill(memo, 0, program.memoSlots(), (byte) 0);
            }
        }
        rpki = (int) NONE;
    }

    boolean isChanged() {
        return set != 0 || anyRemoved || nextHopSelf;
    }

    /// Forgets the route with its changes.
    void clear() {
        subject = null;
        memoOf = null;
        set = 0;
        anyRemoved = false;
        nextHopSelf = false;
    }

    private void load(Subject route) {
        subject = route;
        stamp = route.stamp;
        set = 0;
        nextHopSelf = false;
        grown = 0;
        if (anyRemoved) {
            Arrays.fill(removed, 0);
            anyRemoved = false;
        }
        Arrays.fill(present, 0);
        Arrays.fill(listLen, 0);
        pathLen = 0;
        cameLen = 0;
        origin = 0;
        hasMed = false;
        med = 0;
        localPref = route.localPref & 0xffff_ffffL;
        hasHop4 = false;
        mpLen = 0;
        byte[] buf = route.block;
        int end = route.offset + route.length;
        for (int at = route.offset; at < end; at = Attributes.next(buf, at)) {
            take(buf, at);
        }
    }

    private void take(byte[] buf, int at) {
        int code = Attributes.code(buf, at);
        int off = Attributes.valueOffset(buf, at);
        present[code >> 6] |= 1L << code;
        switch (code) {
            case Attributes.ORIGIN -> origin = buf[off];
            case Attributes.AS_PATH -> {
                pathBuf = buf;
                cameOff = off;
                cameLen = Attributes.valueOctets(buf, at);
                pathOff = cameOff;
                pathLen = cameLen;
            }
            case Attributes.NEXT_HOP -> {
                hasHop4 = true;
                hop4 = Wire.i32(buf, off);
            }
            case Attributes.MULTI_EXIT_DISC -> {
                hasMed = true;
                med = Wire.u32(buf, off);
            }
            case Attributes.COMMUNITIES -> takeList(CommunityKind.STANDARD, buf, at, off);
            case Attributes.EXTENDED_COMMUNITIES -> takeList(CommunityKind.EXTENDED, buf, at, off);
            case Attributes.LARGE_COMMUNITIES -> takeList(CommunityKind.LARGE, buf, at, off);
            case Attributes.MP_REACH_NLRI -> {
                mpBuf = buf;
                mpOff = off + 4;
                mpAfi = Wire.u16(buf, off);
                mpLen = Wire.u8(buf, off + 3);
            }
            default -> {
                // No question but whether it is there.
            }
        }
    }

    private void takeList(CommunityKind kind, byte[] buf, int at, int off) {
        int index = kind.ordinal();
        listBuf[index] = buf;
        listOff[index] = off;
        listLen[index] = Attributes.valueOctets(buf, at);
    }

    // ---- questions

    boolean exists(int code) {
        return (present[code >> 6] & 1L << code) != 0;
    }

    long pathLength() {
        return AsPaths.length(pathBuf, pathOff, pathLen);
    }

    long pathFirst() {
        return AsPaths.first(pathBuf, pathOff, pathLen) & 0xffff_ffffL;
    }

    long pathLast() {
        return AsPaths.last(pathBuf, pathOff, pathLen) & 0xffff_ffffL;
    }

    /// The origin validation state of the route as it came (RFC 6811 §2), whatever the program put
    /// before its path.
    int rpki(long localAs) {
        if (rpki == NONE) {
            Subject s = subject;
            int as = AsPaths.origin(s.block, cameOff, cameLen, (int) localAs);
            rpki = s.validation.origin(s.v6, s.prefixHigh, s.prefixLow, s.prefixLength, as);
        }
        return rpki;
    }

    /// Whether the next hop of the route's family is this address; not if there is none.
    boolean hopIs(Address address) {
        if (address == null || !hasHop()) {
            return false;
        }
        return address.isV6() == hopIsV6()
                && address.high() == hopHigh()
                && address.low() == hopLow();
    }

    boolean hasHop() {
        return usesHop4() || mpLen == 4 || mpLen == 16 || mpLen == 32;
    }

    /// NEXT_HOP is for IPv4; without it, IPv4 has its next hop in MP_REACH_NLRI too (RFC 8950 §3).
    private boolean usesHop4() {
        return hasHop4 && !subject.v6;
    }

    boolean hopIsV6() {
        return !usesHop4() && mpLen != 4;
    }

    long hopHigh() {
        return hopIsV6() ? Wire.i64(mpBuf, mpOff) : 0;
    }

    long hopLow() {
        if (usesHop4()) {
            return hop4 & 0xffff_ffffL;
        }
        return mpLen == 4 ? Wire.u32(mpBuf, mpOff) : Wire.i64(mpBuf, mpOff + 8);
    }

    /// The next hop of the route's family, for people.
    Optional<Address> hop() {
        if (!hasHop()) {
            return Optional.empty();
        }
        return Optional.of(
                hopIsV6() ? Address.ofV6(hopHigh(), hopLow()) : Address.ofV4((int) hopLow()));
    }

    /// Tells whoever judges for all that this AS gets another answer.
    void except(long as) {
        if (exceptions != null && as > 0 && as <= 0xffff_ffffL) {
            exceptions.add((int) as);
        }
    }

    /// The same of every AS in the path, moved by `offset`.
    void exceptPath(long offset) {
        int end = pathOff + pathLen;
        for (int at = pathOff; at < end; ) {
            int next = at + 2 + 4 * (pathBuf[at + 1] & 0xff);
            for (at += 2; at < next; at += 4) {
                except(Wire.u32(pathBuf, at) - offset);
            }
        }
    }

    // ---- changes

    private void write(int code) {
        set |= 1L << code;
        present[code >> 6] |= 1L << code;
        removed[code >> 6] &= ~(1L << code);
    }

    void setOrigin(int value) {
        if (value != origin) {
            origin = value;
            write(Attributes.ORIGIN);
        }
    }

    void setMed(long value) {
        if (value != NONE && (!hasMed || med != value)) {
            hasMed = true;
            med = value;
            write(Attributes.MULTI_EXIT_DISC);
        }
    }

    void setLocalPref(long value) {
        if (value != NONE && localPref != value) {
            localPref = value;
            write(Attributes.LOCAL_PREF);
        }
    }

    /// Takes the place of a next hop of the same family; or of none at all.
    void setHop(Address address) {
        if (address == null) {
            return;
        }
        if (!address.isV6() && (hasHop4 || mpLen == 0)) {
            hop4 = address.v4();
            hasHop4 = true;
            write(Attributes.NEXT_HOP);
        }
        boolean none = mpLen == 0 && !hasHop4;
        if (address.isV6() ? mpLen >= 16 || none : mpLen == 4) {
            address.write(ownHop, 0);
            mpAfi = none ? Family.AFI_IPV6 : mpAfi;
            mpBuf = ownHop;
            mpOff = 0;
            mpLen = address.octets();
            write(Attributes.MP_REACH_NLRI);
        }
    }

    void remove(int code) {
        if (!exists(code)) {
            return;
        }
        switch (code) {
            case Attributes.ORIGIN,
                    Attributes.AS_PATH,
                    Attributes.NEXT_HOP,
                    Attributes.LOCAL_PREF,
                    Attributes.MP_REACH_NLRI,
                    Attributes.ONLY_TO_CUSTOMER -> {
                return; // not optional (RFC 4271 §5.1), or to stay as it was set (RFC 9234 §5)
            }
            case Attributes.MULTI_EXIT_DISC -> {
                hasMed = false;
                med = 0;
            }
            case Attributes.COMMUNITIES -> listLen[CommunityKind.STANDARD.ordinal()] = 0;
            case Attributes.LARGE_COMMUNITIES -> listLen[CommunityKind.LARGE.ordinal()] = 0;
            case Attributes.EXTENDED_COMMUNITIES -> listLen[CommunityKind.EXTENDED.ordinal()] = 0;
            default -> {
                // Nothing else is kept of it.
            }
        }
        present[code >> 6] &= ~(1L << code);
        removed[code >> 6] |= 1L << code;
        anyRemoved = true;
        if (code < 64) {
            set &= ~(1L << code);
        }
    }

    /// Puts an AS before the path, `times` times (RFC 4271 §5.1.2): into a leading AS_SEQUENCE
    /// while that has room.
    void prepend(long as, int times) {
        if (as <= 0 || !grow(4 * times + 2)) {
            return;
        }
        boolean joins =
                pathLen > 0
                        && pathBuf[pathOff] == AsPath.SEQUENCE
                        && (pathBuf[pathOff + 1] & 0xff) + times <= AsPath.MAX_SEGMENT;
        int count = joins ? (pathBuf[pathOff + 1] & 0xff) + times : times;
        int rest = pathLen - (joins ? 2 : 0);
        int restAt = pathOff + pathLen - rest;
        int octets = 2 + 4 * times + rest;
        byte[] to = ownPath.length >= octets ? ownPath : new byte[2 * octets];
        if (rest > 0) {
            System.arraycopy(pathBuf, restAt, to, 2 + 4 * times, rest);
        }
        to[0] = AsPath.SEQUENCE;
        to[1] = (byte) count;
        for (int i = 0; i < times; i++) {
            Wire.put32(to, 2 + 4 * i, (int) as);
        }
        ownPath = to;
        pathBuf = to;
        pathOff = 0;
        pathLen = octets;
        write(Attributes.AS_PATH);
    }

    /// Whether attributes can grow by so many octets; what cannot be added is left out (RFC 4271
    /// §4.3: attributes have at most 65,535 octets).
    boolean grow(int octets) {
        boolean fits = subject.length + grown + octets + SMALL_VALUES <= MAX_OCTETS;
        if (fits) {
            grown += octets;
        }
        return fits;
    }

    /// The octets of a kind in room of our own that has place for `more` octets.
    byte[] ownList(int kind, int more) {
        int length = listLen[kind];
        byte[] own = ownList[kind];
        byte[] to = own.length >= length + more ? own : new byte[2 * (length + more)];
        if (length > 0) {
            System.arraycopy(listBuf[kind], listOff[kind], to, 0, length);
        }
        ownList[kind] = to;
        listBuf[kind] = to;
        listOff[kind] = 0;
        return to;
    }

    /// A list was changed in its own room.
    void listChanged(int kind, int code, int length) {
        listLen[kind] = length;
        if (length == 0) {
            remove(code);
        } else {
            write(code);
        }
    }
}
