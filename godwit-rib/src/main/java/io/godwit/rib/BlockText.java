package io.godwit.rib;

import io.godwit.rib.table.AttrStore;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// A block of the store read into records, and their parts as they are shown.
record BlockText(List<Attribute> attributes, long originAs) {
    private static final Set<Integer> SHOWN =
            Set.of(
                    Attributes.ORIGIN,
                    Attributes.AS_PATH,
                    Attributes.NEXT_HOP,
                    Attributes.MULTI_EXIT_DISC,
                    Attributes.LOCAL_PREF,
                    Attributes.COMMUNITIES,
                    Attributes.MP_REACH_NLRI,
                    Attributes.EXTENDED_COMMUNITIES,
                    Attributes.LARGE_COMMUNITIES);

    /// A block in words.
    record Parts(
            Optional<Address> nextHop,
            String asPath,
            String origin,
            OptionalLong med,
            OptionalLong localPref,
            List<String> communities,
            List<String> largeCommunities,
            List<String> extendedCommunities,
            List<RouteRow.OtherAttribute> others) {

        /// What a policy may have set, each as the language says it.
        List<String> words() {
            List<String> words = new ArrayList<>();
            localPref.ifPresent(value -> words.add("local-pref " + value));
            med.ifPresent(value -> words.add("med " + value));
            add(words, "community", communities);
            add(words, "large-community", largeCommunities);
            return words;
        }

        private static void add(List<String> words, String kind, List<String> communities) {
            if (!communities.isEmpty()) {
                words.add(kind + " " + String.join(" ", communities));
            }
        }
    }

    Parts parts(boolean v6) {
        return new Parts(
                nextHop(v6),
                asPath(),
                origin(),
                med(),
                localPref(),
                communities(),
                largeCommunities(),
                extendedCommunities(),
                others());
    }

    static BlockText of(AttrStore store, int attr) {
        int off = store.offset(attr);
        return of(store.octets(attr), off, off + store.length(attr), Context.CANONICAL);
    }

    /// Attributes as they are sent.
    static BlockText of(byte[] written, Context context) {
        return of(written, 0, written.length, context);
    }

    private static BlockText of(byte[] buf, int off, int end, Context context) {
        List<Attribute> all = new ArrayList<>();
        long originAs = 0;
        for (int at = off; at < end; at = Attributes.next(buf, at)) {
            int value = Attributes.valueOffset(buf, at);
            int octets = Attributes.valueOctets(buf, at);
            int code = Attributes.code(buf, at);
            all.add(AttributeTypes.of(code).codec().read(buf, value, octets, context));
            if (code == Attributes.AS_PATH && context.asn4()) {
                originAs = AsPaths.last(buf, value, octets) & 0xffff_ffffL;
            }
        }
        return new BlockText(all, originAs);
    }

    private <T extends Attribute> Optional<T> first(Class<T> type) {
        return attributes.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    private Optional<Address> nextHop(boolean v6) {
        Optional<Address> classic =
                v6 ? Optional.empty() : first(NextHop.class).map(NextHop::address);
        return classic.or(
                () -> first(MpReach.class).flatMap(mp -> mp.nextHops().stream().findFirst()));
    }

    private String asPath() {
        return first(AsPath.class).map(Attribute::text).orElse("");
    }

    private String origin() {
        return switch (first(Origin.class).map(Origin::value).orElse(2)) {
            case 0 -> "igp";
            case 1 -> "egp";
            default -> "incomplete";
        };
    }

    private OptionalLong med() {
        return first(MultiExitDisc.class)
                .map(med -> OptionalLong.of(med.med()))
                .orElse(OptionalLong.empty());
    }

    private OptionalLong localPref() {
        return first(LocalPref.class)
                .map(pref -> OptionalLong.of(pref.preference()))
                .orElse(OptionalLong.empty());
    }

    private List<String> communities() {
        List<String> all = new ArrayList<>();
        first(Communities.class)
                .ifPresent(c -> {
                    for (int i = 0; i < c.values().size(); i++) {
                        all.add(Communities.text(c.values().at(i)));
                    }
                });
        return all;
    }

    private List<String> largeCommunities() {
        return first(LargeCommunities.class).map(BlockText::words).orElse(List.of());
    }

    private List<String> extendedCommunities() {
        return first(ExtendedCommunities.class).map(BlockText::words).orElse(List.of());
    }

    /// What the parts above leave out.
    private List<RouteRow.OtherAttribute> others() {
        return attributes.stream()
                .filter(attribute -> !SHOWN.contains(attribute.type().code()))
                .map(one -> new RouteRow.OtherAttribute(one.type().name(), one.text()))
                .toList();
    }

    private static List<String> words(Attribute attribute) {
        return List.of(attribute.text().split(" "));
    }
}
