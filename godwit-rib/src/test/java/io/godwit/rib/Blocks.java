package io.godwit.rib;

import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.attr.As4Path;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Attributes and UPDATEs as records, for tests.
final class Blocks {
    static final Address HOP_V4 = Address.parse("192.0.2.200").orElseThrow();
    static final Address HOP_V6 = Address.parse("2001:db8:ffff::200").orElseThrow();

    private Blocks() {}

    /// What a route has, by type code; a next hop apart, as it stands in different attributes.
    record Block(SortedMap<Integer, Attribute> attributes, Address hop) {
        Block {
            attributes = new TreeMap<>(attributes);
        }

        <T extends Attribute> Optional<T> first(Class<T> type) {
            return attributes.values().stream()
                    .filter(type::isInstance)
                    .map(type::cast)
                    .findFirst();
        }

        Block with(Attribute attribute) {
            Block copy = new Block(attributes, hop);
            copy.attributes.put(attribute.type().code(), attribute);
            return copy;
        }

        Block without(int... codes) {
            Block copy = new Block(attributes, hop);
            for (int code : codes) {
                copy.attributes.remove(code);
            }
            return copy;
        }

        Block hop(Address hop) {
            return new Block(attributes, hop);
        }

        AsPath path() {
            return first(AsPath.class).orElse(AsPath.EMPTY);
        }
    }

    static Block block(Address hop, int... path) {
        return new Block(new TreeMap<>(), hop).with(new Origin(0)).with(AsPath.sequence(path));
    }

    static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    static List<Prefix> prefixes(String... texts) {
        return List.of(texts).stream().map(Blocks::prefix).toList();
    }

    /// One UPDATE that announces prefixes of one family with a block, as whole message.
    static byte[] announce(Context context, Block block, List<Prefix> prefixes) {
        boolean v6 = prefixes.getFirst().address().isV6();
        List<PathAttribute> attributes = new ArrayList<>();
        List<NlriEntry> nlri = prefixes.stream().map(NlriEntry::of).toList();
        if (v6) {
            byte[] hop = new byte[16];
            block.hop().write(hop, 0);
            attributes.add(PathAttribute.of(MpReach.of(Family.IPV6_UNICAST, Bytes.of(hop), nlri)));
        }
        Block all = v6 ? block : block.with(new NextHop(block.hop()));
        all.attributes().values().forEach(a -> attributes.add(PathAttribute.of(a)));
        return write(context, new Update(List.of(), attributes, v6 ? List.of() : nlri));
    }

    /// One UPDATE that withdraws prefixes of one family.
    static byte[] withdraw(Context context, List<Prefix> prefixes) {
        boolean v6 = prefixes.getFirst().address().isV6();
        List<NlriEntry> nlri = prefixes.stream().map(NlriEntry::of).toList();
        if (!v6) {
            return write(context, new Update(nlri, List.of(), List.of()));
        }
        MpUnreach unreach = new MpUnreach(Family.IPV6_UNICAST, nlri, Bytes.EMPTY);
        return write(context, new Update(List.of(), List.of(PathAttribute.of(unreach)), List.of()));
    }

    static byte[] write(Context context, Update update) {
        byte[] buf = new byte[context.maxMessageOctets()];
        int octets = update.write(buf, 0, context);
        byte[] message = new byte[octets];
        System.arraycopy(buf, 0, message, 0, octets);
        return message;
    }

    /// The block of an announcement as received; empty if the message announces nothing.
    static Optional<Block> blockOf(Update update) {
        Block block = new Block(new TreeMap<>(), Address.ofV4(0));
        for (PathAttribute a : update.attributes()) {
            block = block.with(a.value());
        }
        Optional<As4Path> wide = block.first(As4Path.class);
        if (wide.isPresent()) {
            // Ours is always the whole path, so it takes the place of the narrow one.
            block = block.with(new AsPath(wide.get().segments())).without(Attributes.AS4_PATH);
        }
        Optional<MpReach> mp = update.first(MpReach.class);
        if (mp.isPresent()) {
            block = block.hop(mp.get().nextHops().getFirst());
        } else if (!update.nlri().isEmpty()) {
            block = block.hop(block.first(NextHop.class).orElseThrow().address());
        } else {
            return Optional.empty();
        }
        return Optional.of(
                block.without(
                        Attributes.NEXT_HOP, Attributes.MP_REACH_NLRI, Attributes.MP_UNREACH_NLRI));
    }

    static Ints ints(int... values) {
        return Ints.of(values);
    }
}
