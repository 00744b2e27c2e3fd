package io.godwit.speaker;

import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.session.Negotiated;
import io.godwit.session.OrfOffer;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.orf.OrfUpdate;
import io.godwit.wire.orf.PrefixOrf;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The outbound route filters of one session, in both directions (RFC 5291, RFC 5292).
final class OutboundFilters {
    /// The gap between the sequence numbers of what we send, as people leave it in lists.
    private static final int STEP = 5;

    private final Map<Family, OrfTable> heard = new HashMap<>();
    private final Map<Family, Integer> said = new HashMap<>();

    void begin(Negotiated negotiated) {
        end();
        negotiated.orfReceive().forEach(family -> heard.put(family, new OrfTable()));
    }

    /// RFC 5291 §6: a filter lasts as long as the session.
    void end() {
        heard.clear();
        said.clear();
    }

    /// The filter that a neighbor may give us; empty where that was not agreed, and its entries are
    /// ignored (RFC 5291 §6).
    Optional<OrfTable> of(Family family) {
        return Optional.ofNullable(heard.get(family));
    }

    /// What is in force of a family; empty where nothing was agreed on.
    Optional<NeighborRow.Filter> show(Family family) {
        Optional<OrfTable> table = of(family);
        OptionalInt sent =
                Stream.ofNullable(said.get(family)).mapToInt(entries -> entries).findFirst();
        return table.isEmpty() && sent.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new NeighborRow.Filter(
                                table.filter(t -> !t.isHeard()).isPresent(),
                                table.filter(OrfTable::isHeard).stream()
                                        .mapToInt(OrfTable::size)
                                        .findFirst(),
                                sent));
    }

    /// [#question] for each family that the neighbor takes filters of.
    List<Bytes> questions(Negotiated negotiated, PrefixSet wanted) {
        return negotiated.orfSend().stream()
                .flatMap(family -> question(family, wanted).stream())
                .toList();
    }

    /// The messages that ask a neighbor for these prefixes only, in place of what it was asked for
    /// before: entries that it keeps in mind, and a plain question that has it tell what they let
    /// pass (RFC 5291 §6, way b).
    private List<Bytes> question(Family family, PrefixSet wanted) {
        List<PrefixOrf> entries = entries(family, wanted);
        entries = entries.size() > OrfOffer.MOST_ASKED ? List.of() : entries;
        List<Bytes> parts = new ArrayList<>();
        if (said.put(family, entries.size()) != null) {
            // Alone: FRR does not look at what stands behind it.
            parts.addAll(OrfUpdate.write(true, List.of(PrefixOrf.REMOVE_ALL)));
        }
        if (!entries.isEmpty()) {
            parts.addAll(OrfUpdate.write(true, entries));
        }
        List<Bytes> messages = new ArrayList<>();
        parts.forEach(part -> messages.add(Refreshes.message(family, part)));
        messages.add(Refreshes.question(family));
        return messages;
    }

    private static List<PrefixOrf> entries(Family family, PrefixSet wanted) {
        boolean v6 = family.afi() == Family.AFI_IPV6;
        List<PrefixOrf> entries = new ArrayList<>();
        for (PrefixRange range : wanted.ranges()) {
            if (range.prefix().address().isV6() == v6) {
                entries.add(entry(true, STEP * (entries.size() + 1L), range));
            }
        }
        // Without an entry everything would come; nothing is wanted.
        Address any = v6 ? Address.ofV6(0, 0) : Address.ofV4(0);
        return entries.isEmpty()
                ? List.of(entry(false, STEP, PrefixRange.orLonger(Prefix.of(any, 0))))
                : entries;
    }

    private static PrefixOrf entry(boolean permit, long sequence, PrefixRange range) {
        return new PrefixOrf(
                PrefixOrf.Action.ADD,
                permit,
                sequence,
                range.prefix(),
                range.least(),
                range.most());
    }

    /// What a ROUTE-REFRESH says of filters; a plain one says nothing.
    static OrfUpdate update(RouteRefresh refresh, Family family) {
        return refresh.orf().isEmpty()
                ? new OrfUpdate(false, List.of())
                : OrfUpdate.read(refresh.orf(), family.afi() == Family.AFI_IPV6);
    }
}
