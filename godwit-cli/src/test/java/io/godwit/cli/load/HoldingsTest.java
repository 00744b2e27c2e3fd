package io.godwit.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Family;
import io.godwit.wire.Wire;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

/// The account that decides what is exact must notice every difference.
final class HoldingsTest {
    private static final int SIZE = 2000;
    private static final TableView VIEW = TableView.whole(64_500, 0x7F000002);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void exactOnceTheLastMessageIsThereAndEmptyAfterTheWithdrawals(boolean v6) {
        var table = new Table(1, SIZE, v6 ? Family.IPV6_UNICAST : Family.IPV4_UNICAST);
        var holdings = expecting(table);
        byte[] messages = table.announcement(VIEW);
        int last = feed(holdings, messages, messages.length - 1);
        assertThat(holdings.exact()).isFalse();
        assertThat(holdings.trouble()).contains("of 2000 prefixes wrong", "missing");
        holdings.update(messages, last, messages.length - last);
        assertThat(holdings.exact()).isTrue();
        assertThat(holdings.trouble()).isEmpty();

        holdings.expect(Expected.nothing(table));
        assertThat(holdings.trouble()).contains("2000 of 2000", "not withdrawn");
        byte[] withdrawals = table.withdrawals(List.of(VIEW)).get(0);
        feed(holdings, withdrawals, withdrawals.length);
        assertThat(holdings.exact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anOctetThatDiffersInAnAttributeIsNoticed(long seed) {
        var table = new Table(seed, 50, Family.IPV4_UNICAST);
        byte[] messages = table.announcement(VIEW);
        // ORIGIN comes first: header, two lengths, flags, type and length before its value.
        int origin = 19 + 4 + 3;
        messages[origin] ^= 1;
        var holdings = expecting(table);
        feed(holdings, messages, messages.length);
        assertThat(holdings.exact()).isFalse();
        messages[origin] ^= 1;

        // The last octet of the first AS path.
        int path = origin + 1;
        messages[path + 2 + Wire.u8(messages, path + 2)] ^= 1;
        holdings = expecting(table);
        feed(holdings, messages, messages.length);
        assertThat(holdings.exact()).isFalse();
        assertThat(holdings.trouble()).contains("other attributes");
    }

    private static Holdings expecting(Table table) {
        var holdings = Holdings.ofReceiver(table);
        holdings.expect(Expected.of(table, List.of(VIEW), Expected.Way.TRANSPARENT, 0));
        return holdings;
    }

    /// Feeds the messages that end before `limit`; returns where the next begins.
    private static int feed(Holdings holdings, byte[] messages, int limit) {
        int at = 0;
        while (at < messages.length && at + Wire.u16(messages, at + 16) <= limit) {
            int length = Wire.u16(messages, at + 16);
            holdings.update(messages, at, length);
            at += length;
        }
        return at;
    }
}
