package io.godwit.policy;

import io.godwit.policy.tree.PolicyTest;
import io.godwit.policy.tree.PolicyTest.Expected;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.AttributeWriter;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A route with its canonical block, made from what somebody wrote: for tests and trials.
///
/// @param block the canonical block
/// @param localPref what counts as its LOCAL_PREF
public record RouteBlock(Prefix prefix, Bytes block, int localPref) {
    private static final int DEFAULT_LOCAL_PREF = 100;
    private static final long MAPPED = 0xffff_0000_0000L;
    private static final int MAX_OCTETS = 0x2_0000;

    /// The block of a route.
    ///
    /// @param source who sent it: his address is the next hop if nothing else is
    public static RouteBlock of(PolicyTest.Route route, PeerFacts source) {
        var sorted = new TreeMap<Integer, Attribute>();
        put(sorted, new Origin(Origin.IGP));
        put(sorted, AsPath.EMPTY);
        put(sorted, nextHop(route.prefix(), route.nextHop().orElse(source.address())));
        route.attributes().forEach(attribute -> put(sorted, attribute));
        int localPref =
                sorted.get(Attributes.LOCAL_PREF) instanceof LocalPref given
                        ? (int) given.preference()
                        : DEFAULT_LOCAL_PREF;
        byte[] buf = new byte[MAX_OCTETS];
        int at = 0;
        for (Attribute attribute : sorted.values()) {
            int flags = attribute.type().flags().octet();
            at = AttributeWriter.write(buf, at, flags, attribute, Context.CANONICAL);
        }
        return new RouteBlock(route.prefix(), Bytes.copyOf(buf, 0, at), localPref);
    }

    private static void put(TreeMap<Integer, Attribute> sorted, Attribute attribute) {
        sorted.put(attribute.type().code(), attribute);
    }

    /// IPv4 has its own attribute; an IPv6 next hop of IPv4 is as in RFC 8950 §3. IPv6 has no IPv4
    /// next hop: it is mapped (RFC 4291 §2.5.5.2).
    private static Attribute nextHop(Prefix prefix, Address hop) {
        boolean v6 = prefix.address().isV6();
        if (!v6 && !hop.isV6()) {
            return new NextHop(hop);
        }
        Address global = hop.isV6() ? hop : Address.ofV6(0, MAPPED | hop.low());
        byte[] octets = new byte[global.octets()];
        global.write(octets, 0);
        Family family = v6 ? Family.IPV6_UNICAST : Family.IPV4_UNICAST;
        return MpReach.of(family, Bytes.copyOf(octets, 0, octets.length), List.of());
    }

    /// Makes it the route that a program looks at.
    public void fill(Subject subject, PeerFacts source) {
        byte[] octets = block.toArray();
        Address address = prefix.address();
        subject.block(octets, 0, octets.length, localPref, source);
        subject.prefix(address.isV6(), address.high(), address.low(), prefix.length());
    }

    /// The route after a program changed it.
    public RouteBlock changed(Edits edits) {
        byte[] octets = block.toArray();
        byte[] out = new byte[edits.room(octets.length)];
        int length = edits.write(octets, 0, octets.length, out, 0);
        Bytes changed = Bytes.copyOf(out, 0, length);
        int at = Attributes.find(out, 0, length, Attributes.LOCAL_PREF);
        int preference =
                at < 0 ? DEFAULT_LOCAL_PREF : (int) ((LocalPref) read(out, at)).preference();
        return new RouteBlock(prefix, changed, preference);
    }

    /// All attributes, in the order of their type codes.
    public List<Attribute> attributes() {
        byte[] octets = block.toArray();
        List<Attribute> all = new ArrayList<>();
        for (int at = 0; at < octets.length; at = Attributes.next(octets, at)) {
            all.add(read(octets, at));
        }
        return all;
    }

    /// The attribute with this type code.
    public Optional<Attribute> attribute(int code) {
        byte[] octets = block.toArray();
        int at = Attributes.find(octets, 0, octets.length, code);
        return at < 0 ? Optional.empty() : Optional.of(read(octets, at));
    }

    private static Attribute read(byte[] block, int at) {
        return AttributeTypes.of(Attributes.code(block, at))
                .codec()
                .read(
                        block,
                        Attributes.valueOffset(block, at),
                        Attributes.valueOctets(block, at),
                        Context.CANONICAL);
    }

    /// The next hop; of an IPv6 pair the global one.
    public Optional<Address> nextHop() {
        if (attribute(Attributes.NEXT_HOP).orElse(null) instanceof NextHop(var address)) {
            return Optional.of(address);
        }
        return attribute(Attributes.MP_REACH_NLRI)
                .flatMap(mp -> ((MpReach) mp).nextHops().stream().findFirst());
    }

    /// What a test expected and is not there; empty if all is.
    Optional<String> firstDifference(Expected.Accepted expected) {
        if (expected.nextHop().isPresent() && !expected.nextHop().equals(nextHop())) {
            return Optional.of(
                    "expected next-hop "
                            + expected.nextHop().get()
                            + ", got "
                            + nextHop().map(Address::toString).orElse("none"));
        }
        for (Attribute attribute : expected.attributes()) {
            Optional<Attribute> there = attribute(attribute.type().code());
            if (there.isEmpty() && attribute instanceof LocalPref) {
                there = Optional.of(new LocalPref(localPref & 0xffff_ffffL));
            }
            if (there.isEmpty() || !same(attribute, there.get())) {
                return Optional.of(
                        "expected %s %s, got %s"
                                .formatted(
                                        attribute.type(),
                                        attribute.text(),
                                        there.map(Attribute::text).orElse("none")));
            }
        }
        return expected.absent().stream()
                .flatMap(code -> attribute(code).stream())
                .map(there -> "expected no " + there.type() + ", got " + there.text())
                .findFirst();
    }

    /// Communities have no order.
    private static boolean same(Attribute a, Attribute b) {
        if (a instanceof Communities(var some) && b instanceof Communities(var others)) {
            return members(some, 1).equals(members(others, 1));
        }
        if (a instanceof LargeCommunities(var some) && b instanceof LargeCommunities(var others)) {
            return members(some, 3).equals(members(others, 3));
        }
        if (a instanceof ExtendedCommunities(var some)
                && b instanceof ExtendedCommunities(var others)) {
            return members(ints(some), 2).equals(members(ints(others), 2));
        }
        return a.equals(b);
    }

    private static Ints ints(Bytes octets) {
        byte[] copy = octets.toArray();
        return Ints.read(copy, 0, copy.length / 4);
    }

    private static Set<List<Integer>> members(Ints values, int parts) {
        Set<List<Integer>> members = new HashSet<>();
        for (int i = 0; i < values.size(); i += parts) {
            Integer[] member = new Integer[parts];
            for (int part = 0; part < parts; part++) {
                member[part] = values.at(i + part);
            }
            members.add(Arrays.asList(member));
        }
        return members;
    }
}
