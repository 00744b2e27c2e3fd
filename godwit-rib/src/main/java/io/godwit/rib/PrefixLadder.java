package io.godwit.rib;

import io.godwit.rib.table.RouteTable;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// A few prefixes of one family, found by rows of the table without an allocation: in order, each
/// with a step up to the narrowest other one that it lies in.
final class PrefixLadder {
    private final List<Prefix> prefixes;
    private final long[] highs;
    private final long[] lows;
    private final int[] lengths;
    private final int[] wider;

    PrefixLadder(Collection<Prefix> all, boolean v6) {
        prefixes = new ArrayList<>(all);
        prefixes.removeIf(prefix -> prefix.address().isV6() != v6);
        prefixes.sort(Comparator.naturalOrder());
        int size = prefixes.size();
        highs = new long[size];
        lows = new long[size];
        lengths = new int[size];
        wider = new int[size];
        for (int i = 0; i < size; i++) {
            Prefix prefix = prefixes.get(i);
            highs[i] = high(prefix.address());
            lows[i] = low(prefix.address());
            lengths[i] = prefix.length();
            wider[i] = i - 1;
            while (wider[i] >= 0 && !prefixes.get(wider[i]).contains(prefix)) {
                wider[i] = wider[wider[i]];
            }
        }
    }

    private static long high(Address address) {
        return address.isV6() ? address.high() : 0;
    }

    private static long low(Address address) {
        return address.isV6() ? address.low() : address.v4() & 0xffff_ffffL;
    }

    int size() {
        return prefixes.size();
    }

    Prefix at(int index) {
        return prefixes.get(index);
    }

    /// The narrowest one that the prefix of a row lies in, itself included; -1 if there is none.
    int narrowest(RouteTable routes, int row) {
        int from = 0;
        int to = lengths.length;
        while (from < to) {
            int middle = from + to >>> 1;
            if (isBehind(middle, routes, row)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        // Whatever the row lies in is this one, or this one lies in it.
        int found = from - 1;
        while (found >= 0 && !covers(found, routes, row)) {
            found = wider[found];
        }
        return found;
    }

    /// The narrowest other one that this one lies in; -1 if there is none.
    int wider(int index) {
        return wider[index];
    }

    /// Whether it is the prefix of the row.
    boolean is(int index, RouteTable routes, int row) {
        return lengths[index] == routes.table().length(row);
    }

    private boolean isBehind(int index, RouteTable routes, int row) {
        int order = Long.compareUnsigned(highs[index], routes.high(row));
        if (order == 0) {
            order = Long.compareUnsigned(lows[index], routes.low(row));
        }
        return order > 0 || order == 0 && lengths[index] > routes.table().length(row);
    }

    private boolean covers(int index, RouteTable routes, int row) {
        int length = lengths[index];
        long high = highs[index] ^ routes.high(row);
        long low = lows[index] ^ routes.low(row);
        if (!routes.isV6()) {
            return length <= routes.table().length(row)
                    && (length == 0 || low >>> 32 - length == 0);
        }
        boolean inHigh = length == 0 || high >>> Math.max(0, 64 - length) == 0;
        return length <= routes.table().length(row)
                && inHigh
                && (length <= 64 || low >>> 128 - length == 0);
    }
}
