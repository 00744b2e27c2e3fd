package io.godwit.speaker;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.LinkAddress;
import io.godwit.kernel.Reach;
import io.godwit.rib.FibFeed;
import io.godwit.rib.NextHopRow;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Collection;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// The neighbors on links of ours, and the routes that the kernel is not given for their sake:
/// those that it would use for such a neighbor in place of the link's own. Packets to the neighbor
/// would leave the link, those of the session too; the session would end, take the route along,
/// come back with it, and so on. Any neighbor can announce such a route.
///
/// The same holds for IPv6 next hops on links of ours: while another route leads to one, the kernel
/// refuses every route over it (EHOSTUNREACH). For IPv4 it looks at the link's own only.
///
/// Nor is it given routes of fe80::/10, which every link has for itself (RFC 4291 §2.5.6).
final class NearNeighbors implements FibFeed.Reserve {
    private static final Prefix LINK_LOCAL = Prefix.parse("fe80::/10").orElseThrow();
    private static final int HOST_BITS = Long.SIZE - LINK_LOCAL.length();
    private static final long FE80 = LINK_LOCAL.address().high() >>> HOST_BITS;
    private static final int BITS_V4 = 32;
    private static final int BITS_V6 = 128;

    private final FibFeed feed;
    private final KernelTable table;
    private final long metric;

    /// Addresses on links of ours, each with the longest prefix of a route that leaves it there.
    private NavigableMap<Address, Integer> harmless = new TreeMap<>();

    private int leastV4 = BITS_V4;
    private int leastV6 = BITS_V6;

    /// @param metric of the routes that the kernel is given
    NearNeighbors(FibFeed feed, KernelTable table, long metric) {
        this.feed = feed;
        this.table = table;
        this.metric = metric;
    }

    /// The neighbors, the next hops, or the links may be others.
    void become(Collection<Address> neighbors, Collection<NextHopRow> nextHops) {
        NavigableMap<Address, Integer> before = harmless;
        harmless = new TreeMap<>();
        leastV4 = BITS_V4;
        leastV6 = BITS_V6;
        table.addresses().forEach(this::add);
        neighbors.forEach(this::add);
        nextHops.stream().map(NextHopRow::address).filter(Address::isV6).forEach(this::add);
        for (Map.Entry<Address, Integer> entry : harmless.entrySet()) {
            if (!entry.getValue().equals(before.remove(entry.getKey()))) {
                lookAgain(entry);
            }
        }
        before.entrySet().forEach(this::lookAgain);
    }

    /// Our networks of IPv6 stay on their links, too, if the kernel has them there.
    private void add(LinkAddress own) {
        Address address = own.address();
        if (address.isV6() && !address.needsZone()) {
            table.routes(own.network()).stream()
                    .filter(route -> route.hops().contains(Hop.on(own.link())))
                    .findFirst()
                    .ifPresent(route ->
                            put(address, harmless(own.network().length(), route.metric())));
        }
    }

    private void add(Address near) {
        Reach reach = table.reach(near);
        if (reach.direct() && !near.needsZone()) {
            put(near, harmless(reach.by().orElseThrow().length(), reach.metric()));
        }
    }

    private void put(Address near, int length) {
        harmless.put(near, length);
        if (near.isV6()) {
            leastV6 = Math.min(leastV6, length);
        } else {
            leastV4 = Math.min(leastV4, length);
        }
    }

    /// One as long as the link's own is used if its metric is lower; the kernel gives 0 to its own
    /// of IPv4, and 256 to those of IPv6.
    private int harmless(int length, long linkMetric) {
        return linkMetric < metric ? length : length - 1;
    }

    private void lookAgain(Map.Entry<Address, Integer> entry) {
        Address near = entry.getKey();
        for (int length = Math.max(0, entry.getValue()); length <= near.bits(); length++) {
            feed.again(Prefix.of(near, length));
        }
    }

    @Override
    public boolean has(boolean v6, long high, long low, int length) {
        if (v6 && length >= LINK_LOCAL.length() && high >>> HOST_BITS == FE80) {
            return true;
        }
        return length > (v6 ? leastV6 : leastV4)
                && why(Prefix.of(v6 ? Address.ofV6(high, low) : Address.ofV4((int) low), length))
                        .isPresent();
    }

    /// Why the kernel is not given a route, for people.
    Optional<String> why(Prefix prefix) {
        if (LINK_LOCAL.contains(prefix.address()) && prefix.length() >= LINK_LOCAL.length()) {
            return Optional.of("not given: link-local addresses are not routed (RFC 4291 §2.5.6)");
        }
        for (Map.Entry<Address, Integer> entry :
                harmless.tailMap(prefix.address(), true).entrySet()) {
            if (!prefix.contains(entry.getKey())) {
                break;
            }
            if (prefix.length() > entry.getValue()) {
                return Optional.of("not given: it would take " + entry.getKey() + " from its link");
            }
        }
        return Optional.empty();
    }
}
