package io.godwit.bfd;

/// A BFD Control packet (RFC 5880 §4.1), without an Authentication Section.
///
/// @param diagnostic why the sender's session went down last, 0..31
/// @param state of the sender's session
/// @param poll it wants an answer at once
/// @param last it is such an answer (the F bit)
/// @param controlPlaneIndependent the sender's BFD outlives its control plane
/// @param authenticated an Authentication Section follows (the A bit)
/// @param demand the sender wants no packets while both are Up
/// @param multiplier the sender's, 1..255
/// @param mine the sender's discriminator, not 0
/// @param yours the receiver's discriminator, as far as the sender knows; else 0
/// @param desiredMinTxMicros how often the sender would like to send at best
/// @param requiredMinRxMicros how often it can hear at best; 0 = it wants to hear nothing
/// @param requiredMinEchoRxMicros the same for Echo packets; 0 = none
public record ControlPacket(
        int diagnostic,
        BfdState state,
        boolean poll,
        boolean last,
        boolean controlPlaneIndependent,
        boolean authenticated,
        boolean demand,
        int multiplier,
        int mine,
        int yours,
        long desiredMinTxMicros,
        long requiredMinRxMicros,
        long requiredMinEchoRxMicros) {
    /// The octets without an Authentication Section.
    public static final int OCTETS = 24;

    private static final int VERSION = 1;
    private static final int WITH_AUTHENTICATION = 26;
    private static final int POLL = 0x20;
    private static final int FINAL = 0x10;
    private static final int INDEPENDENT = 0x08;
    private static final int AUTHENTICATED = 0x04;
    private static final int DEMAND = 0x02;
    private static final int MULTIPOINT = 0x01;

    /// What became of octets.
    public sealed interface Reading {
        /// A packet that is well formed.
        record Packet(ControlPacket packet) implements Reading {}

        /// Octets that are to be discarded.
        record Refused(Refusal why) implements Reading {}
    }

    /// Reads the payload of a datagram, by those rules of §6.8.6 that need no session, in their
    /// order. Never throws, whatever the octets are.
    public static Reading read(byte[] octets, int from, int length) {
        if (length < OCTETS) {
            return new Reading.Refused(Refusal.TOO_SHORT);
        }
        int flags = octets[from + 1] & 0x3f;
        boolean authenticated = (flags & AUTHENTICATED) != 0;
        int said = octets[from + 3] & 0xff;
        int mine = int32(octets, from + 4);
        int yours = int32(octets, from + 8);
        BfdState state = BfdState.of((octets[from + 1] & 0xc0) >> 6);
        if ((octets[from] & 0xe0) >> 5 != VERSION) {
            return new Reading.Refused(Refusal.VERSION);
        }
        if (said < (authenticated ? WITH_AUTHENTICATION : OCTETS)) {
            return new Reading.Refused(Refusal.LENGTH_TOO_SMALL);
        }
        if (said > length) {
            return new Reading.Refused(Refusal.LENGTH_BEYOND);
        }
        if (octets[from + 2] == 0) {
            return new Reading.Refused(Refusal.MULTIPLIER_ZERO);
        }
        if ((flags & MULTIPOINT) != 0) {
            return new Reading.Refused(Refusal.MULTIPOINT);
        }
        if (mine == 0) {
            return new Reading.Refused(Refusal.NO_DISCRIMINATOR);
        }
        if (yours == 0 && state != BfdState.DOWN && state != BfdState.ADMIN_DOWN) {
            return new Reading.Refused(Refusal.STATE_WITHOUT_DISCRIMINATOR);
        }
        return new Reading.Packet(
                new ControlPacket(
                        octets[from] & 0x1f,
                        state,
                        (flags & POLL) != 0,
                        (flags & FINAL) != 0,
                        (flags & INDEPENDENT) != 0,
                        authenticated,
                        (flags & DEMAND) != 0,
                        octets[from + 2] & 0xff,
                        mine,
                        yours,
                        int32(octets, from + 12) & 0xffff_ffffL,
                        int32(octets, from + 16) & 0xffff_ffffL,
                        int32(octets, from + 20) & 0xffff_ffffL));
    }

    /// Writes [#OCTETS] octets.
    public void write(byte[] into, int at) {
        into[at] = (byte) (VERSION << 5 | diagnostic);
        into[at + 1] =
                (byte)
                        (state.ordinal() << 6
                                | (poll ? POLL : 0)
                                | (last ? FINAL : 0)
                                | (controlPlaneIndependent ? INDEPENDENT : 0)
                                | (demand ? DEMAND : 0));
        into[at + 2] = (byte) multiplier;
        into[at + 3] = OCTETS;
        put(into, at + 4, mine);
        put(into, at + 8, yours);
        put(into, at + 12, (int) desiredMinTxMicros);
        put(into, at + 16, (int) requiredMinRxMicros);
        put(into, at + 20, (int) requiredMinEchoRxMicros);
    }

    private static int int32(byte[] from, int at) {
        return (from[at] & 0xff) << 24
                | (from[at + 1] & 0xff) << 16
                | (from[at + 2] & 0xff) << 8
                | from[at + 3] & 0xff;
    }

    private static void put(byte[] into, int at, int value) {
        into[at] = (byte) (value >>> 24);
        into[at + 1] = (byte) (value >>> 16);
        into[at + 2] = (byte) (value >>> 8);
        into[at + 3] = (byte) value;
    }
}
