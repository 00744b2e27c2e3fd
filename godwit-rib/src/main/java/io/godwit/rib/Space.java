package io.godwit.rib;

import io.godwit.rib.table.RouteTable;

import java.util.Locale;

/// What is left until the limits.
///
/// An UPDATE is judged by its size before anything of it is done: 64 octets of memory for each of
/// its octets are more than it can take. Far from the limits that is one subtraction: what was left
/// when it was last measured pays for many UPDATEs.
///
/// While the routes of ended sessions are still being removed, an eighth more is allowed: nobody
/// shall be ended for the memory of somebody who is gone. An index that widens beside the old one
/// is not foreseen: for that time more than the limit may be in use, by some octets a prefix.
final class Space {
    private static final int MEMORY_AN_OCTET = 64;
    private static final int RESERVE_SHIFT = 3;

    private final Tables tables;
    private final RibLimits limits;
    private long credit;
    private String shortage = "";

    Space(Tables tables, RibLimits limits) {
        this.tables = tables;
        this.limits = limits;
    }

    /// Whether a message of this size may be taken in; if not, [#shortage()] says why.
    boolean admits(int octets) {
        credit -= octets;
        return credit >= 0 || measure(octets);
    }

    /// Measures anew with the next message.
    void forget() {
        credit = 0;
    }

    private boolean measure(int octets) {
        long ofMemory = (widened(limits.octets()) - used()) / MEMORY_AN_OCTET;
        // A prefix has two octets or more, but for one; a message has one block.
        long ofPrefixes = widened(limits.prefixes()) - prefixes();
        long ofBlocks = widened(limits.blocks()) - tables.store().size();
        credit = Math.min(ofMemory, Math.min(ofPrefixes, ofBlocks)) / 2;
        if (ofMemory < octets) {
            shortage = "memory for routes is full";
        } else if (ofPrefixes < octets / 2 + 1) {
            shortage = "more than " + limits.prefixes() + " prefixes of a family";
        } else if (ofBlocks < 1) {
            shortage = "more than " + limits.blocks() + " sets of attributes";
        } else {
            return true;
        }
        return false;
    }

    private long widened(long limit) {
        return tables.sources().someLeave() ? limit + (limit >> RESERVE_SHIFT) : limit;
    }

    /// Why the last message was not admitted, and what helps.
    String shortage() {
        return shortage
                + String.format(
                        Locale.ROOT,
                        " (%.1f of %.1f MB in use): give the daemon a larger heap, or have the"
                                + " neighbor announce fewer routes; see `godwit explain GW-3010`",
                        used() / 1e6,
                        limits.octets() / 1e6);
    }

    /// Octets in use. Room in pages that hold some records still is room for records of the same
    /// kind only: an eighth of the limit may be lost that way, what is more counts as in use.
    /// Otherwise who withdraws all but every hundredth prefix would hold memory that nobody sees.
    long used() {
        long live =
                tables.store().liveOctets()
                        + tables.v4().liveOctets()
                        + tables.v6().liveOctets()
                        + tables.names().liveOctets();
        long held =
                tables.store().memory()
                        + tables.v4().memory()
                        + tables.v6().memory()
                        + tables.names().octets();
        return Math.max(live, held - (limits.octets() >> RESERVE_SHIFT));
    }

    long limit() {
        return limits.octets();
    }

    /// How much of the scarcest is in use, in percent.
    int percent() {
        long ofMemory = used() * 100 / limits.octets();
        long ofPrefixes = prefixes() * 100 / limits.prefixes();
        long ofBlocks = tables.store().size() * 100L / limits.blocks();
        return (int) Math.max(ofMemory, Math.max(ofPrefixes, ofBlocks));
    }

    private long prefixes() {
        RouteTable v4 = tables.v4();
        return Math.max(v4.table().size(), tables.v6().table().size());
    }
}
