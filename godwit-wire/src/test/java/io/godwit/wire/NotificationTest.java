package io.godwit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RFC 4271 §4.5 and the RFCs that added codes.
class NotificationTest {
    @Tag("4271-6.4-1")
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1 | '' | Message Header Error / Connection Not Synchronized",
                "1 | 2 | 0012 | Message Header Error / Bad Message Length: length 18",
                "1 | 3 | 09 | Message Header Error / Bad Message Type: type 9",
                "2 | 1 | 0004 | OPEN Message Error / Unsupported Version Number: speaks version 4",
                "2 | 2 | '' | OPEN Message Error / Bad Peer AS",
                "2 | 3 | '' | OPEN Message Error / Bad BGP Identifier",
                "2 | 4 | '' | OPEN Message Error / Unsupported Optional Parameter",
                "2 | 6 | '' | OPEN Message Error / Unacceptable Hold Time",
                "2 | 7 | 4104 | OPEN Message Error / Unsupported Capability: data 4104",
                "2 | 11 | '' | OPEN Message Error / Role Mismatch",
                "2 | 7 | 010400010001 | OPEN Message Error / Unsupported Capability: requires ipv4",
                "2 | 7 | 01040002000141040000fde9 | OPEN Message Error / Unsupported Capability:"
                        + " requires ipv6, capability 65 four-octet-as",
                "2 | 7 | 0104000100 | OPEN Message Error / Unsupported Capability: data 0104000100",
                "3 | 1 | '' | UPDATE Message Error / Malformed Attribute List",
                "3 | 11 | '' | UPDATE Message Error / Malformed AS_PATH",
                "4 | 0 | '' | Hold Timer Expired",
                "5 | 0 | '' | Finite State Machine Error",
                "5 | 2 | '' | Finite State Machine Error / Receive Unexpected Message in"
                        + " OpenConfirm State",
                "6 | 0 | '' | Cease",
                "6 | 1 | 00020100000064 | Cease / Maximum Number of Prefixes Reached: ipv6 limit 100",
                "6 | 3 | '' | Cease / Peer De-configured",
                "6 | 7 | '' | Cease / Connection Collision Resolution",
                "6 | 9 | 0400 | Cease / Hard Reset: Hold Timer Expired",
                "6 | 10 | '' | Cease / BFD Down",
                "6 | 42 | '' | Cease / Subcode 42",
                "7 | 1 | '' | ROUTE-REFRESH Message Error / Invalid Message Length",
                "8 | 0 | '' | Send Hold Timer Expired",
                "99 | 1 | '' | Error Code 99 / Subcode 1",
            })
    void readsAsTextAndSurvivesTheWire(int code, int subcode, String data, String text) {
        Notification n = new Notification(code, subcode, Bytes.fromHex(data));
        assertThat(n.text()).isEqualTo(text);
        byte[] buf = new byte[100];
        int length = n.write(buf, 1);
        assertThat(Messages.hex(buf, 1, length))
                .isEqualTo(
                        "ff".repeat(16) + "%04x03%02x%02x".formatted(length, code, subcode) + data);
        assertThat(Notification.read(buf, 1, length)).isEqualTo(new Decoded.Ok<>(n));
        assertThat(n.toMessage()).isEqualTo(Bytes.copyOf(buf, 1, length));
    }

    /// RFC 9003 §2.
    @Tag("9003-2-5")
    @Test
    void carriesAShutdownCommunication() {
        Notification n = Notification.adminShutdown("upgrade; back at 14:00");
        assertThat(n.data().at(0)).isEqualTo(22);
        assertThat(n.shutdownCommunication()).contains("upgrade; back at 14:00");
        assertThat(n.text()).isEqualTo("Cease / Administrative Shutdown: upgrade; back at 14:00");
        assertThat(Notification.adminReset("x").text())
                .isEqualTo("Cease / Administrative Reset: x");
        assertThat(Notification.adminShutdown("").data()).isEqualTo(Bytes.EMPTY);
        assertThat(Notification.cease(2).shutdownCommunication()).isEmpty();
    }

    @Test
    void cutsALongCommunicationBetweenCharacters() {
        Notification n = Notification.adminShutdown("ä".repeat(200));
        assertThat(n.data().length()).isEqualTo(1 + 254);
        assertThat(n.shutdownCommunication()).contains("ä".repeat(127));
        Notification full = Notification.adminShutdown("x".repeat(300));
        assertThat(full.shutdownCommunication()).contains("x".repeat(255));
    }

    /// RFC 9003 §4: a length that does not fit is shown as octets; what it says is never trusted.
    @Test
    void showsAMalformedCommunicationAsOctets() {
        Notification n = new Notification(6, 2, Bytes.fromHex("0541"));
        assertThat(n.shutdownCommunication()).isEmpty();
        assertThat(n.text()).isEqualTo("Cease / Administrative Shutdown: data 0541");
    }

    /// RFC 9003 §2: what is no UTF-8 is shown as octets.
    @Tag("9003-2-2")
    @ParameterizedTest
    @CsvSource({"6, 3", "6, 6", "6, 8", "4, 2", "4, 4"})
    void isNoCommunicationAnywhereElse(int code, int subcode) {
        Notification n = new Notification(code, subcode, Bytes.fromHex("0161"));
        assertThat(n.shutdownCommunication()).isEmpty();
        assertThat(n.text()).endsWith("data 0161");
    }

    @Tag("9003-2-4")
    @Tag("9003-4-1")
    @Tag("9003-4-2")
    @Test
    void showsACommunicationThatIsNoTextAsOctets() {
        Notification n = new Notification(6, 2, Bytes.fromHex("02c328"));
        assertThat(n.shutdownCommunication()).isEmpty();
        assertThat(n.text()).isEqualTo("Cease / Administrative Shutdown: data 02c328");
    }

    @Test
    void doesNotLetTheOtherSideWriteToTheTerminal() {
        assertThat(Notification.adminShutdown("a\u001b[31m\nroot:\u202eb").text())
                .isEqualTo("Cease / Administrative Shutdown: a [31m root: b");
    }

    @Tag("8654-5-3")
    @Test
    void isNeverLongerThanTheOtherSideMustTake() {
        Notification n = new Notification(3, 9, Bytes.of(new byte[5000]));
        byte[] buf = new byte[6000];
        assertThat(n.write(buf, 0)).isEqualTo(4096);
        assertThat(n.text()).hasSizeLessThan(150);
    }

    /// RFC 8538 §3.1. 65535 octets hold 32000 of them.
    @Test
    void hardResetsInEachOtherDoNotExhaustTheStack() {
        byte[] data = new byte[65_000];
        for (int i = 0; i < data.length; i += 2) {
            data[i] = Notification.CEASE;
            data[i + 1] = Notification.HARD_RESET;
        }
        Notification n = new Notification(6, 9, Bytes.of(data));
        assertThat(n.text()).startsWith("Cease / Hard Reset: data 06090609");
    }

    @Test
    void aHardResetHoldsTheReason() {
        Notification n = Notification.hardReset(Notification.adminShutdown("bye"));
        assertThat(n.data()).isEqualTo(Bytes.fromHex("060203627965"));
        assertThat(n.inner()).contains(Notification.adminShutdown("bye"));
        assertThat(n.text()).isEqualTo("Cease / Hard Reset: Cease / Administrative Shutdown: bye");
    }

    @Test
    void tooShortIsAHeaderError() {
        byte[] message = Messages.message(3, "06");
        assertThat(Notification.read(message, 0, 20))
                .isInstanceOfSatisfying(
                        Decoded.Bad.class,
                        bad ->
                                assertThat(bad.notification())
                                        .isEqualTo(Notification.badMessageLength(20)));
    }
}
