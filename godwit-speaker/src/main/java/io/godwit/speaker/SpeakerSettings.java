package io.godwit.speaker;

import io.godwit.policy.Confederation;
import io.godwit.policy.LocalAs;
import io.godwit.policy.MedRule;
import io.godwit.policy.RejectTag;
import io.godwit.rib.RibLimits;
import io.godwit.session.Restart;
import io.godwit.session.SessionSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a speaker is.
///
/// @param as our AS number, 1..4294967295; in a confederation that of our member AS
/// @param confederation that we are a member of (RFC 5065)
/// @param routerId our BGP identifier, not 0
/// @param clusterId our CLUSTER_ID when we reflect routes (RFC 4456 §7)
/// @param med how MULTI_EXIT_DISC is compared
/// @param neighbors the configured neighbors; addresses are unique
/// @param ranges where neighbors may come from that are not written one by one
/// @param originated our own routes
/// @param aggregates prefixes that stand for longer ones
/// @param rpki where it learns what the RPKI says
/// @param rejectTag what rejected routes are shown with
/// @param kernel what is shared with the kernel; empty = nothing, and it is not watched
/// @param limits how much the tables may hold
/// @param version the version of the program, for people
public record SpeakerSettings(
        long as,
        Optional<Confederation> confederation,
        int routerId,
        int clusterId,
        MedRule med,
        List<NeighborSettings> neighbors,
        List<NeighborRange> ranges,
        List<OriginateWish> originated,
        List<AggregateWish> aggregates,
        RpkiSettings rpki,
        Optional<RejectTag> rejectTag,
        Optional<KernelSettings> kernel,
        RibLimits limits,
        String version) {
    /// Checks the ranges and that no address stands twice.
    public SpeakerSettings {
        if (as < 1 || as > 0xFFFF_FFFFL || routerId == 0) {
            throw new IllegalArgumentException("AS " + as + " router id " + routerId);
        }
        neighbors = List.copyOf(neighbors);
        ranges = List.copyOf(ranges);
        originated = List.copyOf(originated);
        aggregates = List.copyOf(aggregates);
        Set<Object> addresses = new HashSet<>();
        for (NeighborSettings neighbor : neighbors) {
            if (neighbor.role().ebgp() == isOurs(as, neighbor)) {
                throw new IllegalArgumentException(
                        "neighbor " + neighbor.address() + " is " + neighbor.role());
            }
            if (!addresses.add(neighbor.address())) {
                throw new IllegalArgumentException("neighbor " + neighbor.address() + " twice");
            }
        }
    }

    /// The AS number that others know us by: that of the confederation, if there is one (RFC 5065
    /// §4).
    public long outsideAs() {
        return confederation.map(Confederation::id).orElse(as);
    }

    /// Whether a neighbor is in our AS, by either number that we have for it (RFC 7705 §4).
    private static boolean isOurs(long as, NeighborSettings neighbor) {
        return neighbor.as() == as || neighbor.localAs().is(neighbor.as());
    }

    /// What the session with a neighbor needs.
    SessionSettings session(NeighborSettings neighbor, Restart restart) {
        LocalAs other = neighbor.localAs();
        long ours = neighbor.role().isOutside() ? outsideAs() : as;
        return new SessionSettings(
                other.isSet() && !other.dual() ? other.as() : ours, // RFC 7705 §3.3
                other.dual() ? other.as() : 0,
                routerId,
                neighbor.as(),
                neighbor.transport().fsm(),
                neighbor.timers(),
                neighbor.offers(),
                restart,
                neighbor.policies().limits().pauseSeconds(),
                !neighbor.role().isOutside());
    }

    /// The prefixes of our own routes.
    public Set<Prefix> originatedPrefixes() {
        Set<Prefix> all = new LinkedHashSet<>();
        originated.forEach(wish -> all.add(wish.prefix()));
        return all;
    }

    /// The range that an address is in, the narrowest one.
    public Optional<NeighborRange> range(Address address) {
        return ranges.stream()
                .filter(r -> r.has(address))
                .max(
                        Comparator.comparing((NeighborRange r) -> !r.link().isEmpty())
                                .thenComparingInt(r -> r.prefix().length()));
    }

    /// The neighbors that are written, and behind them those of a range that are at these
    /// addresses.
    public List<NeighborSettings> neighbors(List<Address> present) {
        Map<Address, NeighborSettings> all = new LinkedHashMap<>();
        neighbors.forEach(n -> all.put(n.address(), n));
        for (Address address : present) {
            range(address).ifPresent(r -> all.putIfAbsent(address, r.at(address)));
        }
        return List.copyOf(all.values());
    }

    /// Whether a neighbor at this address came from a range.
    public boolean isOf(NeighborRange range, Address address) {
        return !isWritten(address) && range(address).filter(range::equals).isPresent();
    }

    /// Whether the neighbor at this address is written.
    boolean isWritten(Address address) {
        return neighbors.stream().anyMatch(n -> n.address().equals(address));
    }
}
