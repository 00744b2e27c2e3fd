package io.godwit.policy.rpki;

import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;

/// The prefixes whose routes may be judged otherwise than before.
final class Changes {
    /// More than these are everything: to look at all routes costs less than to ask for each.
    static final int MAX = 4096;

    private static final PrefixSet ALL =
            PrefixSet.of(
                    List.of(
                            PrefixRange.orLonger(new Prefix(Address.ofV4(0), 0)),
                            PrefixRange.orLonger(new Prefix(Address.ofV6(0, 0), 0))));

    private final List<PrefixRange> ranges = new ArrayList<>();
    private boolean all;

    void add(boolean v6, long high, long low, int length) {
        if (ranges.size() == MAX) {
            all = true;
            ranges.clear();
        }
        if (!all) {
            var prefix = new Prefix(new Address(v6, high, low), length);
            ranges.add(PrefixRange.orLonger(prefix));
        }
    }

    /// All of them, which are forgotten here; [PrefixSet#EMPTY] without any.
    PrefixSet take() {
        PrefixSet taken =
                all ? ALL : ranges.isEmpty() ? PrefixSet.EMPTY : PrefixSet.of(List.copyOf(ranges));
        all = false;
        ranges.clear();
        return taken;
    }
}
