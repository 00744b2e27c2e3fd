package io.godwit.rib.out;

import java.util.Arrays;

/// Encoded messages in the order in which they are to be sent, written once and read by many.
///
/// Messages lie in pages of 64 KB, none across two. Each run of messages has an [Audience], so that
/// members of a group share the octets even where some of them must not get a route (the one it
/// came from) or must get something else (the withdrawal of what it now sends itself). Readers hang
/// on the page they stand in; pages that all have left are used again.
final class OutLog {
    static final int PAGE_OCTETS = 1 << 16;
    private static final int POOLED_PAGES = 32;

    /// Some messages.
    static final class Page {
        final byte[] octets;
        int used;
        int[] runEnd = new int[16];
        int[] runTag = new int[16]; // of the audience, or SET and more: which of the named ones
        int runs;
        Audience[] named = new Audience[0];
        int nameds;
        LogReader readers; // the first of those that stand here
        Page next;
        boolean keptElsewhere;

        Page(int octets) {
            this.octets = new byte[octets];
        }

        /// Whether a run is for the peer.
        boolean isFor(int run, int peer) {
            int tag = runTag[run];
            return tag < Audience.SET
                    ? Audience.isFor(tag, peer)
                    : named[tag - Audience.SET].has(peer);
        }

        private int tag(Audience to) {
            if (to.isSimple()) {
                return to.tag();
            }
            int last = nameds - 1;
            if (last >= 0 && named[last].isSame(to)) {
                return Audience.SET + last;
            }
            if (nameds == named.length) {
                named = Arrays.copyOf(named, Math.max(4, 2 * nameds));
            }
            named[nameds] = to;
            return Audience.SET + nameds++;
        }
    }

    private Page first;
    private Page last;
    private int pages = 1;
    private long written;
    private Page pool;
    private int pooled;

    /// @param firstPageOctets of the page there is from the beginning: less where little is
    ///   expected
    OutLog(int firstPageOctets) {
        first = new Page(firstPageOctets);
        last = first;
    }

    Page first() {
        return first;
    }

    Page last() {
        return last;
    }

    /// Octets held, counted in whole pages.
    long octets() {
        return (long) pages * PAGE_OCTETS;
    }

    /// Octets ever written.
    long written() {
        return written;
    }

    /// Octets left in the last page.
    int room() {
        return last.octets.length - last.used;
    }

    /// The last page, with room for a message of this size at [Page#used].
    Page reserve(int octets) {
        if (room() < octets) {
            Page page = pool;
            if (page == null) {
                page = new Page(PAGE_OCTETS);
            } else {
                pool = page.next;
                pooled--;
                page.next = null;
            }
            last.next = page;
            last = page;
            pages++;
        }
        return last;
    }

    /// A message of this size now stands at [Page#used].
    void commit(int octets, Audience to) {
        Page page = last;
        int tag = page.tag(to);
        page.used += octets;
        written += octets;
        int run = page.runs - 1;
        if (run >= 0 && page.runTag[run] == tag) {
            page.runEnd[run] = page.used;
            return;
        }
        if (++run == page.runEnd.length) {
            page.runEnd = Arrays.copyOf(page.runEnd, 2 * run);
            page.runTag = Arrays.copyOf(page.runTag, 2 * run);
        }
        page.runEnd[run] = page.used;
        page.runTag[run] = tag;
        page.runs = run + 1;
    }

    /// Drops the pages at the front that nobody stands in.
    void trim() {
        while (first != last && first.readers == null) {
            Page page = first;
            first = page.next;
            page.next = null;
            pages--;
            if (pooled < POOLED_PAGES && !page.keptElsewhere && page.octets.length == PAGE_OCTETS) {
                clear(page);
                page.next = pool;
                pool = page;
                pooled++;
            }
        }
    }

    /// Forgets everything; only when all readers have read everything and stand in the last page.
    void restart() {
        assert first == last;
        clear(last);
    }

    private static void clear(Page page) {
        page.used = 0;
        page.runs = 0;
        page.named = new Audience[0];
        page.nameds = 0;
        if (page.runEnd.length > 256) {
            page.runEnd = new int[16];
            page.runTag = new int[16];
        }
    }
}
