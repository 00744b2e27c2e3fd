package io.godwit.wire;

import io.godwit.wire.attr.Aggregator;
import io.godwit.wire.attr.Aigp;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.Ipv6ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.OnlyToCustomer;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.attr.UnknownAttribute;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Well-formed UPDATEs of any shape, from a seed.
final class RandomUpdates {
    private final Random random;

    RandomUpdates(long seed) {
        random = new Random(seed);
    }

    /// With AS numbers that fit in `asBits` bits, and attributes that an internal neighbor sends.
    Update next(Context context, int asBits) {
        List<PathAttribute> attributes = new ArrayList<>();
        add(attributes, new Origin(random.nextInt(3)));
        add(attributes, path(asBits));
        add(attributes, new NextHop(Address.ofV4(0x0a000000 | random.nextInt(1 << 24))));
        maybe(attributes, new MultiExitDisc(u32()));
        maybe(attributes, new LocalPref(u32()));
        maybe(attributes, new AtomicAggregate());
        maybe(attributes, new Aggregator(as(asBits) & 0xffff_ffffL, v4()));
        maybe(attributes, new Communities(ints(1 + random.nextInt(80))));
        maybe(attributes, new OriginatorId(v4()));
        maybe(attributes, new ClusterList(ints(1 + random.nextInt(5))));
        if (random.nextBoolean()) {
            List<NlriEntry> nlri = entries(true, context.addPathIpv6(), 1 + random.nextInt(9));
            byte[] hops = octets(random.nextBoolean() ? 16 : 32).toArray();
            hops[0] = 0x20; // a host's address
            Bytes hop = Bytes.of(hops);
            add(attributes, MpReach.of(Family.IPV6_UNICAST, hop, nlri));
        }
        maybe(
                attributes,
                MpUnreach.of(
                        Family.IPV6_UNICAST,
                        entries(true, context.addPathIpv6(), random.nextInt(9))));
        maybe(attributes, new ExtendedCommunities(octets(8 * (1 + random.nextInt(9)))));
        maybe(attributes, new Ipv6ExtendedCommunities(octets(20)));
        maybe(attributes, Aigp.of(random.nextLong() >>> 1));
        maybe(attributes, new LargeCommunities(ints(3 * (1 + random.nextInt(30)))));
        maybe(attributes, new OnlyToCustomer(u32()));
        if (random.nextBoolean()) {
            int flags = random.nextBoolean() ? 0xe0 : 0x80;
            add(attributes, new UnknownAttribute(flags, 99, octets(random.nextInt(300))));
        }
        return new Update(
                entries(false, context.addPathIpv4(), random.nextInt(9)),
                attributes,
                entries(false, context.addPathIpv4(), 1 + random.nextInt(30)));
    }

    private void maybe(List<PathAttribute> attributes, Attribute value) {
        if (random.nextBoolean()) {
            add(attributes, value);
        }
    }

    private void add(List<PathAttribute> attributes, Attribute value) {
        attributes.add(PathAttribute.of(value));
    }

    private AsPath path(int asBits) {
        List<AsPath.Segment> segments = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            int[] asns = new int[1 + random.nextInt(random.nextInt(20) == 0 ? 255 : 6)];
            for (int j = 0; j < asns.length; j++) {
                asns[j] = as(asBits);
            }
            segments.add(new AsPath.Segment(1 + random.nextInt(2), Ints.of(asns)));
        }
        return new AsPath(segments);
    }

    private int as(int bits) {
        int as = random.nextInt() >>> 32 - bits;
        return as == 0 || as == Open.AS_TRANS ? 1 : as;
    }

    private Address v4() {
        return Address.ofV4(random.nextInt());
    }

    private long u32() {
        return random.nextInt() & 0xffff_ffffL;
    }

    private Ints ints(int count) {
        return Ints.of(random.ints(count).toArray());
    }

    private Bytes octets(int count) {
        byte[] octets = new byte[count];
        random.nextBytes(octets);
        return Bytes.of(octets);
    }

    private List<NlriEntry> entries(boolean v6, boolean addPath, int count) {
        List<NlriEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Address a = v6 ? Address.ofV6(random.nextLong(), random.nextLong()) : v4();
            Prefix prefix = Prefix.of(a, random.nextInt(a.bits() + 1));
            entries.add(new NlriEntry(addPath ? random.nextInt() : 0, prefix));
        }
        return entries;
    }
}
