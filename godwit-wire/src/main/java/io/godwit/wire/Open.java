package io.godwit.wire;

import io.godwit.wire.cap.Capabilities;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.UnknownCapability;

import java.util.List;
import java.util.Optional;

/// OPEN (RFC 4271 §4.2) with capabilities (RFC 5492).
///
/// @param version 4, or what the other side bids
/// @param as2 the My Autonomous System field, 0..65535; see [#as]
/// @param holdTimeSeconds 0 or 3..65535
/// @param bgpId BGP Identifier, print it by [Address#ofV4]
/// @param capabilities of all capability parameters, in order
/// @param otherParameters optional parameters that are not capabilities
public record Open(
        int version,
        int as2,
        int holdTimeSeconds,
        int bgpId,
        List<Capability> capabilities,
        List<Parameter> otherParameters) {

    /// The version we speak.
    public static final int VERSION = 4;

    /// Stands for an AS number that two octets cannot hold (RFC 6793 §3).
    public static final int AS_TRANS = 23456;

    /// An optional parameter of a type we do not know.
    public record Parameter(int type, Bytes value) {}

    public Open {
        capabilities = List.copyOf(capabilities);
        otherParameters = List.copyOf(otherParameters);
    }

    /// An OPEN of ours: `as` goes into the capability that is in the list, and into the field of
    /// two octets if it fits there, else AS_TRANS.
    public static Open of(long as, int holdTimeSeconds, int bgpId, List<Capability> capabilities) {
        int as2 = as <= 0xffff ? (int) as : AS_TRANS;
        return new Open(VERSION, as2, holdTimeSeconds, bgpId, capabilities, List.of());
    }

    /// Reads the whole message of `len` octets at `off` and checks all that needs no knowledge of
    /// the session (RFC 4271 §6.2): version (2/1), optional parameters and the capabilities in them
    /// (2/0, 2/4), AS 0 (2/2, RFC 7607 §2), hold time (2/6), BGP Identifier 0 (2/3, RFC 6286 §2.2).
    public static Decoded<Open> read(byte[] buf, int off, int len) {
        Decoded<Open> decoded = OpenReader.read(buf, off, len);
        return decoded instanceof Decoded.Ok<Open>(Open open) ? open.checked() : decoded;
    }

    /// Reads an OPEN that [#read] might refuse, for those who only look on. Still bad: another
    /// version, and optional parameters whose lengths do not add up.
    public static Decoded<Open> readLenient(byte[] buf, int off, int len) {
        return OpenReader.read(buf, off, len);
    }

    private Decoded<Open> checked() {
        for (UnknownCapability unread : all(UnknownCapability.class)) {
            // RFC 4271 §6.2: recognized, but malformed. One that nobody here knows is ignored (RFC
            // 5492 §3).
            if (Capabilities.type(unread.code()).isPresent()) {
                return new Decoded.Bad<>(
                        Notification.of(Notification.OPEN_ERROR, 0),
                        "capability %s (%d) with a value of %d octets that is none"
                                .formatted(
                                        Capabilities.name(unread.code()),
                                        unread.code(),
                                        unread.value().length()));
            }
        }
        if (as() == 0) {
            return new Decoded.Bad<>(Notification.badPeerAs(), "AS 0 in OPEN");
        }
        if (holdTimeSeconds == 1 || holdTimeSeconds == 2) {
            return new Decoded.Bad<>(
                    Notification.unacceptableHoldTime(), "hold time " + holdTimeSeconds + " s");
        }
        if (bgpId == 0) {
            return new Decoded.Bad<>(Notification.badBgpIdentifier(), "BGP Identifier 0.0.0.0");
        }
        if (!otherParameters.isEmpty()) {
            return new Decoded.Bad<>(
                    Notification.of(Notification.OPEN_ERROR, Notification.UNSUPPORTED_PARAMETER),
                    "optional parameter of type " + otherParameters.getFirst().type());
        }
        return new Decoded.Ok<>(this);
    }

    /// The sender's AS number: of the four-octet AS capability if it is there (RFC 6793 §4.1).
    public long as() {
        return first(FourOctetAs.class).map(FourOctetAs::as).orElse((long) as2);
    }

    /// The first capability of this type.
    public <T extends Capability> Optional<T> first(Class<T> type) {
        for (Capability capability : capabilities) {
            if (type.isInstance(capability)) {
                return Optional.of(type.cast(capability));
            }
        }
        return Optional.empty();
    }

    /// All capabilities of this type.
    public <T extends Capability> List<T> all(Class<T> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// Writes the whole message at `off`, where 4096 octets must be free; returns its length.
    /// Capabilities stand in one parameter (RFC 5492 §4); the form of RFC 9072 §2 is taken only
    /// where 255 octets do not suffice.
    ///
    /// @throws IllegalArgumentException if it gets longer than 4096 octets
    public int write(byte[] buf, int off) {
        byte[] caps = new byte[Framer.MAX_EXTENDED_OCTETS];
        int capOctets = 0;
        for (Capability capability : capabilities) {
            capOctets = Capabilities.write(capability, caps, capOctets);
        }
        int octets = capOctets == 0 ? 0 : 2 + capOctets;
        for (Parameter p : otherParameters) {
            octets += 2 + p.value.length();
        }
        boolean extended = octets > 255;
        int at = writeFixed(buf, off + Framer.HEADER_OCTETS);
        if (extended) {
            octets += otherParameters.size() + (capOctets == 0 ? 0 : 1);
            if (at + 4 + octets - off > Framer.MAX_OCTETS) {
                throw new IllegalArgumentException(octets + " octets of optional parameters");
            }
            at = Wire.put8(buf, Wire.put8(buf, at, 255), OpenReader.EXTENDED_LENGTH);
            at = Wire.put16(buf, at, octets);
        } else {
            at = Wire.put8(buf, at, octets);
        }
        if (capOctets > 0) {
            at = parameterHead(buf, at, OpenReader.CAPABILITIES, capOctets, extended);
            System.arraycopy(caps, 0, buf, at, capOctets);
            at += capOctets;
        }
        for (Parameter p : otherParameters) {
            at = parameterHead(buf, at, p.type, p.value.length(), extended);
            at = p.value.copyTo(buf, at);
        }
        return Framer.header(buf, off, MessageType.OPEN, at - off);
    }

    private int writeFixed(byte[] buf, int off) {
        int at = Wire.put8(buf, off, version);
        at = Wire.put16(buf, at, as2);
        at = Wire.put16(buf, at, holdTimeSeconds);
        return Wire.put32(buf, at, bgpId);
    }

    private static int parameterHead(byte[] buf, int off, int type, int length, boolean extended) {
        int at = Wire.put8(buf, off, type);
        return extended ? Wire.put16(buf, at, length) : Wire.put8(buf, at, length);
    }
}
