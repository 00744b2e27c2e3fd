package io.godwit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// NOTIFICATION (RFC 4271 §4.5): why a session ends.
///
/// @param code error code, 0..255
/// @param subcode error subcode, 0..255
/// @param data what the code and subcode say it is
public record Notification(int code, int subcode, Bytes data) {
    /// Message Header Error (RFC 4271 §6.1).
    public static final int HEADER_ERROR = 1;

    /// OPEN Message Error (RFC 4271 §6.2).
    public static final int OPEN_ERROR = 2;

    /// UPDATE Message Error (RFC 4271 §6.3).
    public static final int UPDATE_ERROR = 3;

    /// Hold Timer Expired (RFC 4271 §6.5).
    public static final int HOLD_TIMER_EXPIRED = 4;

    /// Finite State Machine Error (RFC 4271 §6.6, RFC 6608).
    public static final int FSM_ERROR = 5;

    /// Cease (RFC 4271 §6.7, RFC 4486).
    public static final int CEASE = 6;

    /// ROUTE-REFRESH Message Error (RFC 7313 §5).
    public static final int ROUTE_REFRESH_ERROR = 7;

    /// Send Hold Timer Expired (RFC 9687).
    public static final int SEND_HOLD_TIMER_EXPIRED = 8;

    /// Header: Connection Not Synchronized.
    public static final int NOT_SYNCHRONIZED = 1;

    /// Header: Bad Message Length.
    public static final int BAD_MESSAGE_LENGTH = 2;

    /// Header: Bad Message Type.
    public static final int BAD_MESSAGE_TYPE = 3;

    /// OPEN: Unsupported Version Number.
    public static final int UNSUPPORTED_VERSION = 1;

    /// OPEN: Bad Peer AS.
    public static final int BAD_PEER_AS = 2;

    /// OPEN: Bad BGP Identifier.
    public static final int BAD_BGP_IDENTIFIER = 3;

    /// OPEN: Unsupported Optional Parameter.
    public static final int UNSUPPORTED_PARAMETER = 4;

    /// OPEN: Unacceptable Hold Time.
    public static final int UNACCEPTABLE_HOLD_TIME = 6;

    /// OPEN: Unsupported Capability (RFC 5492 §3).
    public static final int UNSUPPORTED_CAPABILITY = 7;

    /// OPEN: Role Mismatch (RFC 9234 §4.2).
    public static final int ROLE_MISMATCH = 11;

    /// UPDATE: Malformed Attribute List.
    public static final int MALFORMED_ATTRIBUTE_LIST = 1;

    /// UPDATE: Unrecognized Well-known Attribute.
    public static final int UNRECOGNIZED_WELL_KNOWN = 2;

    /// UPDATE: Missing Well-known Attribute.
    public static final int MISSING_WELL_KNOWN = 3;

    /// UPDATE: Attribute Flags Error.
    public static final int ATTRIBUTE_FLAGS = 4;

    /// UPDATE: Attribute Length Error.
    public static final int ATTRIBUTE_LENGTH = 5;

    /// UPDATE: Invalid ORIGIN Attribute.
    public static final int INVALID_ORIGIN = 6;

    /// UPDATE: Invalid NEXT_HOP Attribute.
    public static final int INVALID_NEXT_HOP = 8;

    /// UPDATE: Optional Attribute Error.
    public static final int OPTIONAL_ATTRIBUTE = 9;

    /// UPDATE: Invalid Network Field.
    public static final int INVALID_NETWORK_FIELD = 10;

    /// UPDATE: Malformed AS_PATH.
    public static final int MALFORMED_AS_PATH = 11;

    /// FSM: unexpected message in OpenSent (RFC 6608 §3).
    public static final int UNEXPECTED_IN_OPEN_SENT = 1;

    /// FSM: unexpected message in OpenConfirm (RFC 6608 §3).
    public static final int UNEXPECTED_IN_OPEN_CONFIRM = 2;

    /// FSM: unexpected message in Established (RFC 6608 §3).
    public static final int UNEXPECTED_IN_ESTABLISHED = 3;

    /// Cease: Maximum Number of Prefixes Reached.
    public static final int MAXIMUM_PREFIXES = 1;

    /// Cease: Administrative Shutdown.
    public static final int ADMINISTRATIVE_SHUTDOWN = 2;

    /// Cease: Peer De-configured.
    public static final int PEER_DECONFIGURED = 3;

    /// Cease: Administrative Reset.
    public static final int ADMINISTRATIVE_RESET = 4;

    /// Cease: Connection Rejected.
    public static final int CONNECTION_REJECTED = 5;

    /// Cease: Other Configuration Change.
    public static final int CONFIGURATION_CHANGE = 6;

    /// Cease: Connection Collision Resolution.
    public static final int COLLISION_RESOLUTION = 7;

    /// Cease: Out of Resources.
    public static final int OUT_OF_RESOURCES = 8;

    /// Cease: Hard Reset (RFC 8538 §3.1).
    public static final int HARD_RESET = 9;

    /// Cease: BFD Down (RFC 9384).
    public static final int BFD_DOWN = 10;

    /// ROUTE-REFRESH: Invalid Message Length (RFC 7313 §5).
    public static final int ROUTE_REFRESH_BAD_LENGTH = 1;

    /// The longest shutdown communication in octets (RFC 9003 §2).
    public static final int MAX_COMMUNICATION_OCTETS = 255;

    static final int FIXED_OCTETS = Framer.HEADER_OCTETS + 2;

    public Notification {
        if ((code & ~0xff) != 0 || (subcode & ~0xff) != 0) {
            throw new IllegalArgumentException("code " + code + "/" + subcode);
        }
    }

    /// A NOTIFICATION without data.
    public static Notification of(int code, int subcode) {
        return new Notification(code, subcode, Bytes.EMPTY);
    }

    /// 1/1.
    public static Notification notSynchronized() {
        return of(HEADER_ERROR, NOT_SYNCHRONIZED);
    }

    /// 1/2 with the erroneous length field.
    public static Notification badMessageLength(int length) {
        return new Notification(HEADER_ERROR, BAD_MESSAGE_LENGTH, short16(length));
    }

    /// 1/3 with the erroneous type field.
    public static Notification badMessageType(int type) {
        return new Notification(HEADER_ERROR, BAD_MESSAGE_TYPE, Bytes.of((byte) type));
    }

    /// 2/1 with the version we speak.
    public static Notification unsupportedVersion() {
        return new Notification(OPEN_ERROR, UNSUPPORTED_VERSION, short16(Open.VERSION));
    }

    /// 2/2.
    public static Notification badPeerAs() {
        return of(OPEN_ERROR, BAD_PEER_AS);
    }

    /// 2/3.
    public static Notification badBgpIdentifier() {
        return of(OPEN_ERROR, BAD_BGP_IDENTIFIER);
    }

    /// 2/6.
    public static Notification unacceptableHoldTime() {
        return of(OPEN_ERROR, UNACCEPTABLE_HOLD_TIME);
    }

    /// 2/7 with the capabilities that we require and miss, encoded as in an OPEN (RFC 5492 §5).
    public static Notification unsupportedCapability(Bytes capabilities) {
        return new Notification(OPEN_ERROR, UNSUPPORTED_CAPABILITY, capabilities);
    }

    /// 2/11.
    public static Notification roleMismatch() {
        return of(OPEN_ERROR, ROLE_MISMATCH);
    }

    /// 4/0.
    public static Notification holdTimerExpired() {
        return of(HOLD_TIMER_EXPIRED, 0);
    }

    /// 8/0 (RFC 9687).
    public static Notification sendHoldTimerExpired() {
        return of(SEND_HOLD_TIMER_EXPIRED, 0);
    }

    /// 5 with the subcode of the state (RFC 6608); 0 where none fits.
    public static Notification fsmError(int subcode) {
        return of(FSM_ERROR, subcode);
    }

    /// 6 with a subcode and no data.
    public static Notification cease(int subcode) {
        return of(CEASE, subcode);
    }

    /// 6/1 with family and limit (RFC 4486 §4).
    public static Notification maximumPrefixes(Family family, long limit) {
        byte[] data = new byte[7];
        Wire.put32(
                data,
                Wire.put8(data, Wire.put16(data, 0, family.afi()), family.safi()),
                (int) limit);
        return new Notification(CEASE, MAXIMUM_PREFIXES, Bytes.of(data));
    }

    /// 6/2 with a shutdown communication (RFC 9003); empty text: none.
    public static Notification adminShutdown(String text) {
        return new Notification(CEASE, ADMINISTRATIVE_SHUTDOWN, communication(text));
    }

    /// 6/4 with a shutdown communication (RFC 9003); empty text: none.
    public static Notification adminReset(String text) {
        return new Notification(CEASE, ADMINISTRATIVE_RESET, communication(text));
    }

    /// 6/9: `inner` is the reason, and graceful restart shall not happen (RFC 8538 §3.1).
    public static Notification hardReset(Notification inner) {
        byte[] data = new byte[2 + inner.data.length()];
        inner.data.copyTo(data, Wire.put8(data, Wire.put8(data, 0, inner.code), inner.subcode));
        return new Notification(CEASE, HARD_RESET, Bytes.of(data));
    }

    /// 3 with a subcode and the erroneous attribute or nothing as data.
    public static Notification update(int subcode, Bytes data) {
        return new Notification(UPDATE_ERROR, subcode, data);
    }

    private static Bytes short16(int value) {
        return Bytes.of((byte) (value >>> 8), (byte) value);
    }

    /// Length octet and text, cut at a character boundary so that it fits.
    private static Bytes communication(String text) {
        if (text.isEmpty()) {
            return Bytes.EMPTY;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(utf8.length, MAX_COMMUNICATION_OCTETS);
        while (length < utf8.length && length > 0 && (utf8[length] & 0xc0) == 0x80) {
            length--;
        }
        byte[] data = new byte[1 + length];
        data[0] = (byte) length;
        System.arraycopy(utf8, 0, data, 1, length);
        return Bytes.of(data);
    }

    /// Reads the whole message of `len` octets at `off`. An error in it cannot be reported to its
    /// sender (RFC 4271 §6.4): only a message shorter than 21 octets is bad.
    public static Decoded<Notification> read(byte[] buf, int off, int len) {
        if (len < FIXED_OCTETS) {
            return new Decoded.Bad<>(badMessageLength(len), "NOTIFICATION of " + len + " octets");
        }
        int at = off + Framer.HEADER_OCTETS;
        return new Decoded.Ok<>(
                new Notification(
                        Wire.u8(buf, at),
                        Wire.u8(buf, at + 1),
                        Bytes.copyOf(buf, at + 2, len - FIXED_OCTETS)));
    }

    /// Writes the whole message at `off`; returns its length, at most 4096: longer data are cut, as
    /// the other side may not take more (RFC 8654 §5).
    public int write(byte[] buf, int off) {
        int at = Wire.put8(buf, off + Framer.HEADER_OCTETS, code);
        at = Wire.put8(buf, at, subcode);
        int room = Framer.MAX_OCTETS - FIXED_OCTETS;
        at = (data.length() <= room ? data : data.slice(0, room)).copyTo(buf, at);
        return Framer.header(buf, off, MessageType.NOTIFICATION, at - off);
    }

    /// The whole message.
    public Bytes toMessage() {
        byte[] buf = new byte[Framer.MAX_OCTETS];
        return Bytes.copyOf(buf, 0, write(buf, 0));
    }

    /// The text an operator left in a Cease / Administrative Shutdown or Reset (RFC 9003 §2). Empty
    /// if there is none, if its length octet does not fit, or if it is not UTF-8: then people see
    /// the octets.
    public Optional<String> shutdownCommunication() {
        if (isHardReset()) {
            // RFC 8538 §5.2: what is inside is processed like any other; but not a second one.
            return inner().filter(one -> !one.isHardReset())
                    .flatMap(Notification::shutdownCommunication);
        }
        boolean carries =
                code == CEASE
                        && (subcode == ADMINISTRATIVE_SHUTDOWN || subcode == ADMINISTRATIVE_RESET);
        if (!carries || data.length() < 2) {
            return Optional.empty();
        }
        int length = data.at(0);
        return length == 0 || length > data.length() - 1
                ? Optional.empty()
                : data.slice(1, 1 + length).text();
    }

    /// Whether it asks for a full end of the session (RFC 8538 §3).
    public boolean isHardReset() {
        return code == CEASE && subcode == HARD_RESET;
    }

    /// The NOTIFICATION inside a Hard Reset (RFC 8538 §3.1).
    public Optional<Notification> inner() {
        if (!isHardReset() || data.length() < 2) {
            return Optional.empty();
        }
        return Optional.of(new Notification(data.at(0), data.at(1), data.slice(2, data.length())));
    }

    /// `Cease`, `UPDATE Message Error` …
    public String codeName() {
        return NotificationText.code(code);
    }

    /// `Administrative Shutdown` …; empty for subcode 0 where that has no name.
    public String subcodeName() {
        return NotificationText.subcode(code, subcode);
    }

    /// One line for people: `Cease / Administrative Shutdown: maintenance until noon`. Control
    /// characters of the other side are shown as spaces.
    public String text() {
        return NotificationText.of(this);
    }

    @Override
    public String toString() {
        return code + "/" + subcode + " " + text();
    }
}
