package io.godwit.speaker;

import io.godwit.policy.PrefixFilter;
import io.godwit.policy.PrefixRange;
import io.godwit.wire.orf.PrefixOrf;

import java.util.List;
import java.util.TreeMap;

/// The filter of one family that a neighbor has given us; it lasts as long as the session (RFC 5291
/// §6).
final class OrfTable {
    /// Nobody needs more, and whoever sends more is to cost no more.
    static final int MOST_ENTRIES = 10_000;

    private final TreeMap<Long, PrefixOrf> entries = new TreeMap<>();
    private boolean refused;
    private boolean heard;

    /// Changes it, entry by entry.
    ///
    /// @return what is wrong with it; empty if nothing is
    String apply(List<PrefixOrf> changes) {
        String problem = "";
        for (PrefixOrf change : changes) {
            switch (change.action()) {
                case ADD -> problem = add(change, problem);
                // RFC 5291 §6: what is not there is ignored.
                case REMOVE -> entries.remove(change.sequence(), change.entry());
                case REMOVE_ALL -> {
                    entries.clear();
                    refused = false;
                }
                case UNREADABLE -> {
                    // RFC 5291 §6: the whole filter is removed.
                    entries.clear();
                    problem =
                            "an entry of its filter cannot be read, so there is none (RFC 5291 §6)";
                }
            }
        }
        return problem;
    }

    /// RFC 5291 §6 lets us decide what to honor: a filter that is too long is none, as part of one
    /// would keep from the neighbor what it wants. A sequence number stands for one entry.
    private String add(PrefixOrf entry, String problem) {
        if (refused) {
            return problem;
        }
        entries.put(entry.sequence(), entry.entry());
        if (entries.size() <= MOST_ENTRIES) {
            return problem;
        }
        entries.clear();
        refused = true;
        return "its filter has more than %d entries, so there is none until REMOVE-ALL"
                .formatted(MOST_ENTRIES);
    }

    /// Whether the neighbor has said what it wants.
    boolean isHeard() {
        return heard;
    }

    /// What is in force from now on.
    PrefixFilter inForce() {
        heard = true;
        return PrefixFilter.of(
                entries.values().stream()
                        .map(e ->
                                new PrefixFilter.Entry(
                                        e.permit(),
                                        new PrefixRange(e.prefix(), e.least(), e.most())))
                        .toList());
    }

    int size() {
        return entries.size();
    }
}
