package io.godwit.wire;

import static io.godwit.wire.Messages.EBGP4;
import static io.godwit.wire.Messages.IBGP2;
import static io.godwit.wire.Messages.IBGP4;
import static io.godwit.wire.Messages.PATHS;
import static io.godwit.wire.Messages.update;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.UnknownAttribute;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// Whole UPDATEs as records, well-formed or not.
class UpdateTest {
    @Test
    void readsAndWrites() {
        byte[] message =
                update(
                        "10 c633",
                        "40010100 40020a 0202 0000fde8 00010000 400304c0000201 c00804fde80001",
                        "18c00002 08cb");
        Update update = Update.read(message, 0, message.length, EBGP4);
        assertThat(update.withdrawn()).containsExactly(entry("198.51.0.0/16"));
        assertThat(update.nlri()).containsExactly(entry("192.0.2.0/24"), entry("203.0.0.0/8"));
        assertThat(update.attributes())
                .extracting(PathAttribute::value)
                .containsExactly(
                        new Origin(Origin.IGP),
                        AsPath.sequence(65000, 65536),
                        new NextHop(Address.ofV4(0xc0000201)),
                        new Communities(Ints.of(0xfde80001)));
        assertThat(update.attributes().getLast().flags()).isEqualTo(0xc0);
        assertThat(update.attributes().getLast().raw()).isEqualTo(Bytes.fromHex("fde80001"));
        assertThat(update.problems()).isEmpty();
        assertThat(update.verdict()).isEqualTo(Verdict.OK);
        assertThat(update.first(Communities.class)).isPresent();
        assertThat(update.first(LocalPref.class)).isEmpty();
        assertThat(update.endOfRib()).isEmpty();
        assertThat(written(update, EBGP4)).isEqualTo(Bytes.of(message));
    }

    @Test
    void readsAndWritesPathIdentifiers() {
        byte[] message =
                update(
                        "00000001 10 c633",
                        "40010100 400200 400304c0000201 400504 00000064"
                                + "800e1d 000201 10 20010db8000000000000000000000001 00"
                                + " ffffffff 18 200100",
                        "00000002 18c00002");
        Update update = Update.read(message, 0, message.length, PATHS);
        assertThat(update.withdrawn()).containsExactly(new NlriEntry(1, prefix("198.51.0.0/16")));
        assertThat(update.nlri()).containsExactly(new NlriEntry(2, prefix("192.0.2.0/24")));
        assertThat(update.first(MpReach.class).orElseThrow().nlri())
                .containsExactly(new NlriEntry(-1, prefix("2001::/24")));
        assertThat(written(update, PATHS)).isEqualTo(Bytes.of(message));
    }

    @Test
    void writesFromRecords() {
        Update update =
                new Update(
                        List.of(),
                        List.of(
                                PathAttribute.of(new Origin(0)),
                                PathAttribute.of(AsPath.sequence(65000)),
                                PathAttribute.of(new NextHop(Address.ofV4(0xc0000201)))),
                        List.of(entry("192.0.2.0/24")));
        assertThat(written(update, IBGP2))
                .isEqualTo(
                        Bytes.of(
                                update("", "40010100 400204 0201fde8 400304c0000201", "18c00002")));
    }

    @Test
    void refusesToWriteMoreThanTheContextAllows() {
        List<NlriEntry> many =
                IntStream.range(0, 1020)
                        .mapToObj(i -> new NlriEntry(0, Prefix.of(Address.ofV4(i << 8), 24)))
                        .toList();
        Update update = new Update(many, List.of(), List.of());
        assertThatThrownBy(() -> update.write(new byte[8192], 0, IBGP4))
                .isInstanceOf(IllegalArgumentException.class);
        Context extended = new Context(true, false, false, false, 65535, true, true);
        assertThat(update.write(new byte[8192], 0, extended)).isEqualTo(23 + 4080);
        Attribute huge = new UnknownAttribute(0xc0, 99, Bytes.of(new byte[65535]));
        Update tooLong =
                new Update(
                        List.of(),
                        java.util.Collections.nCopies(5, PathAttribute.of(huge)),
                        List.of());
        assertThatThrownBy(() -> tooLong.write(new byte[8192], 0, extended))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsEndOfRib() {
        byte[] ipv4 = update("", "", "");
        assertThat(Update.read(ipv4, 0, ipv4.length, EBGP4).endOfRib())
                .contains(Family.IPV4_UNICAST);
        Update ipv6 =
                new Update(
                        List.of(),
                        List.of(PathAttribute.of(MpUnreach.of(Family.IPV6_UNICAST, List.of()))),
                        List.of());
        assertThat(ipv6.endOfRib()).contains(Family.IPV6_UNICAST);
        assertThat(written(ipv6, EBGP4)).isEqualTo(Bytes.of(update("", "800f03000201", "")));
    }

    /// What cannot be read stays as octets, next to what can; the verdict is the speaker's.
    @Test
    void showsTheGoodPartsOfABadMessage() {
        byte[] message =
                update("", "400101ff 400206 0201 00000000 400303c00002 40060100", "18c00002");
        Update update = Update.read(message, 0, message.length, EBGP4);
        assertThat(update.nlri()).containsExactly(entry("192.0.2.0/24"));
        assertThat(update.attributes())
                .extracting(PathAttribute::value)
                .containsExactly(
                        new UnknownAttribute(0x40, 1, Bytes.fromHex("ff")),
                        AsPath.sequence(0), // refused, yet readable
                        new UnknownAttribute(0x40, 3, Bytes.fromHex("c00002")),
                        new UnknownAttribute(0x40, 6, Bytes.fromHex("00")));
        assertThat(update.verdict()).isEqualTo(Verdict.WITHDRAW);
        assertThat(update.problems())
                .extracting(Problem::toString)
                .containsExactly(
                        "ORIGIN has the undefined value 255 (RFC 7606 §7.1)",
                        "AS_PATH has AS 0 (RFC 7606 §7.2)",
                        "NEXT_HOP has 3 octets, not 4 (RFC 7606 §7.3)",
                        "ATOMIC_AGGREGATE has 1 octets, not 0 (RFC 7606 §7.6)");
        assertThat(update.notification()).isEmpty();
        assertThat(written(update, EBGP4)).isEqualTo(Bytes.of(message));
    }

    @Test
    void saysWhichNotificationABadMessageDeserves() {
        byte[] message = Messages.message(2, "0000 0004 40010103");
        Update update = Update.read(message, 0, message.length, EBGP4);
        assertThat(update.verdict()).isEqualTo(Verdict.RESET);
        assertThat(update.notification())
                .contains(Notification.update(6, Bytes.fromHex("40010103")));
        byte[] lengths = Messages.message(2, "0100 0000");
        update = Update.read(lengths, 0, lengths.length, EBGP4);
        assertThat(update.notification()).contains(Notification.update(1, Bytes.EMPTY));
        assertThat(update.attributes()).isEmpty();
    }

    @Test
    void ofRepeatedAttributesTheFirstWins() {
        byte[] message = update("", "40010100 400200 400304c0000201 40010102", "18c00002");
        Update update = Update.read(message, 0, message.length, EBGP4);
        assertThat(update.attributes()).hasSize(3);
        assertThat(update.first(Origin.class)).contains(new Origin(0));
        assertThat(update.verdict()).isEqualTo(Verdict.DISCARD);
    }

    private static Bytes written(Update update, Context context) {
        byte[] buf = new byte[5000];
        return Bytes.copyOf(buf, 1, update.write(buf, 1, context));
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static NlriEntry entry(String text) {
        return NlriEntry.of(prefix(text));
    }
}
