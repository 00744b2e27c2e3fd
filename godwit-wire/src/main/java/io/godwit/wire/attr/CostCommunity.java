package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;

import java.util.OptionalInt;

/// The Cost Community, draft-ietf-idr-custom-decision-08 §3: an opaque extended community with
/// which a network takes its own step in the decision.
///
/// @param transitive whether it is of the transitive type; both mean the same here
/// @param point after which step it counts, see the constants
/// @param replaces whether it counts in place of that step
/// @param id lower ones are compared first, 0..127
/// @param cost lower wins; a bit pattern
public record CostCommunity(boolean transitive, int point, boolean replaces, int id, int cost) {
    /// Point of insertion: first of all.
    public static final int ABSOLUTE = 128;

    /// Point of insertion: after the cost to the next hop.
    public static final int IGP = 129;

    /// Point of insertion: after external was preferred to internal.
    public static final int EXTERNAL = 130;

    /// Point of insertion: after the BGP Identifier.
    public static final int BGP_ID = 131;

    /// What a route without the community has.
    public static final int DEFAULT_COST = 0x7fff_ffff;

    private static final int OPAQUE = 0x03;
    private static final int NON_TRANSITIVE = 0x40;
    private static final int SUBTYPE = 0x01;
    private static final int REPLACE = 0x80;

    /// Whether the extended community at `at` is one.
    public static boolean is(byte[] buf, int at) {
        return (buf[at] & ~NON_TRANSITIVE) == OPAQUE && buf[at + 1] == SUBTYPE;
    }

    /// The one at `at`.
    public static CostCommunity read(byte[] buf, int at) {
        int id = Wire.u8(buf, at + 3);
        return new CostCommunity(
                (buf[at] & NON_TRANSITIVE) == 0,
                Wire.u8(buf, at + 2),
                (id & REPLACE) != 0,
                id & ~REPLACE,
                Wire.i32(buf, at + 4));
    }

    /// Its eight octets.
    public Bytes octets() {
        byte[] b = new byte[ExtendedCommunities.OCTETS];
        b[0] = (byte) (transitive ? OPAQUE : OPAQUE | NON_TRANSITIVE);
        b[1] = SUBTYPE;
        b[2] = (byte) point;
        b[3] = (byte) (replaces ? id | REPLACE : id);
        Wire.put32(b, 4, cost);
        return Bytes.of(b);
    }

    /// Whether the decision knows its point of insertion; else it is silently ignored (§4). First
    /// of all there is no step to replace (§3); elsewhere we replace none.
    public boolean decides() {
        return switch (point) {
            case ABSOLUTE -> true;
            case Attributes.ORIGIN,
                    Attributes.AS_PATH,
                    Attributes.MULTI_EXIT_DISC,
                    Attributes.LOCAL_PREF,
                    IGP,
                    EXTERNAL,
                    BGP_ID ->
                    !replaces;
            default -> false;
        };
    }

    /// Whether there is one that decides among extended communities.
    public static boolean among(byte[] buf, int off, int len) {
        for (int at = off; at < off + len; at += ExtendedCommunities.OCTETS) {
            if (is(buf, at) && read(buf, at).decides()) {
                return true;
            }
        }
        return false;
    }

    /// Whether there is one that decides in a block of attributes.
    public static boolean inBlock(byte[] buf, int off, int len) {
        int at = Attributes.find(buf, off, len, Attributes.EXTENDED_COMMUNITIES);
        return at >= 0
                && among(buf, Attributes.valueOffset(buf, at), Attributes.valueOctets(buf, at));
    }

    /// `cost:igp:1:50`: the point, the id, the cost. Points without a word are numbers.
    public String text() {
        String kind = transitive ? "transitive-cost:" : "cost:";
        String where = replaces ? pointText() + "(replace)" : pointText();
        return kind + where + ":" + id + ":" + Integer.toUnsignedString(cost);
    }

    private String pointText() {
        return point == ABSOLUTE ? "absolute" : point == IGP ? "igp" : Integer.toString(point);
    }

    /// The point that a word or a number names.
    public static OptionalInt point(String text) {
        return switch (text) {
            case "absolute" -> OptionalInt.of(ABSOLUTE);
            case "igp" -> OptionalInt.of(IGP);
            default ->
                    text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 255
                            ? OptionalInt.of(Integer.parseInt(text))
                            : OptionalInt.empty();
        };
    }
}
