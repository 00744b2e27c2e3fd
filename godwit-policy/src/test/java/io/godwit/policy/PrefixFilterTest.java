package io.godwit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class PrefixFilterTest {
    @Test
    @Tag("5291-6-12")
    void withoutEntriesEverythingPassesAndWithEntriesOnlyWhatOnePermits() {
        assertThat(passes(PrefixFilter.NONE, "10.0.0.0/8")).isTrue();
        assertThat(passes(PrefixFilter.NOTHING, "10.0.0.0/8")).isFalse();
        PrefixFilter one = PrefixFilter.of(List.of(entry(true, "10.0.0.0/8", 9, 24)));
        assertThat(passes(one, "10.1.0.0/16")).isTrue();
        assertThat(passes(one, "10.0.0.0/8")).isFalse();
        assertThat(passes(one, "10.1.0.0/25")).isFalse();
        assertThat(passes(one, "11.1.0.0/16")).isFalse();
    }

    /// Against going through the entries one by one.
    @ParameterizedTest
    @Tag("5292-4-1")
    @Tag("5292-4-2")
    @Tag("5292-4-3")
    @ValueSource(booleans = {false, true})
    void theFirstEntryThatMatchesDecides(boolean v6) {
        Random random = new Random(v6 ? 6 : 4);
        for (int round = 0; round < 200; round++) {
            List<PrefixFilter.Entry> entries = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                Prefix prefix = prefix(random, v6);
                int bits = v6 ? 128 : 32;
                int least = prefix.length() + random.nextInt(bits - prefix.length() + 1);
                int most = least + random.nextInt(bits - least + 1);
                entries.add(
                        new PrefixFilter.Entry(
                                random.nextBoolean(), new PrefixRange(prefix, least, most)));
            }
            PrefixFilter filter = PrefixFilter.of(entries);
            for (int asked = 0; asked < 200; asked++) {
                Prefix prefix = prefix(random, v6);
                boolean expected =
                        entries.stream()
                                .filter(e -> matches(e.range(), prefix))
                                .findFirst()
                                .map(PrefixFilter.Entry::permit)
                                .orElse(false);
                assertThat(passes(filter, prefix))
                        .as("%s in %s", prefix, entries)
                        .isEqualTo(expected);
            }
        }
    }

    @Test
    @Tag("5291-6-7")
    void aFilterLetsNothingPassThatThePolicyRejects() {
        OutboundFilter ten =
                OutboundFilter.NONE.with(
                        false, PrefixFilter.of(List.of(entry(true, "10.0.0.0/8", 8, 32))));
        assertThat(Program.REJECT_ALL.behind(ten).passes()).isFalse();
        assertThat(Program.REJECT_ALL.behind(ten).judgesAs(Program.ACCEPT_ALL.behind(ten)))
                .isFalse();
        assertThat(Program.ACCEPT_ALL.behind(ten).judgesAs(Program.ACCEPT_ALL.behind(ten)))
                .isTrue();
        assertThat(Program.ACCEPT_ALL.behind(ten).behind(OutboundFilter.NONE))
                .isSameAs(Program.ACCEPT_ALL);
    }

    private static boolean matches(PrefixRange range, Prefix prefix) {
        return range.prefix().contains(prefix)
                && range.least() <= prefix.length()
                && prefix.length() <= range.most();
    }

    /// Few bits that differ, so that prefixes meet.
    private static Prefix prefix(Random random, boolean v6) {
        int length = random.nextInt(v6 ? 129 : 33);
        long some = random.nextLong() & 0x8040_2010_8040_2010L;
        Address address = v6 ? Address.ofV6(some, some >>> 1) : Address.ofV4((int) some);
        return Prefix.of(address, length);
    }

    private static PrefixFilter.Entry entry(boolean permit, String prefix, int least, int most) {
        return new PrefixFilter.Entry(
                permit, new PrefixRange(Prefix.parse(prefix).orElseThrow(), least, most));
    }

    private static boolean passes(PrefixFilter filter, String prefix) {
        return passes(filter, Prefix.parse(prefix).orElseThrow());
    }

    private static boolean passes(PrefixFilter filter, Prefix prefix) {
        Address address = prefix.address();
        return filter.passes(address.isV6(), address.high(), address.low(), prefix.length());
    }
}
