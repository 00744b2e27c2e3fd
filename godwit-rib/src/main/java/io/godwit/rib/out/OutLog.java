package io.godwit.rib.out;

import java.util.Arrays;

/// Encoded messages in the order in which they are to be sent, written once and read by many.
///
/// Messages lie in pages of 64 KB, none across two. Each run of messages has a tag that says whom
/// it is for, so that members of a group share the octets even where one of them must not get a
/// route (the one it came from) or must get something else (the withdrawal of what it now sends
/// itself). Readers hang on the page they stand in; pages that all have left are used again.
final class OutLog {
    static final int PAGE_OCTETS = 1 << 16;
    private static final int POOLED_PAGES = 32;

    /// Tag of what is for everybody.
    static final int ALL = 0;

    /// Some messages.
    static final class Page {
        final byte[] octets;
        int used;
        int[] runEnd = new int[16];
        int[] runTag = new int[16];
        int runs;
        LogReader readers; // the first of those that stand here
        Page next;
        boolean keptElsewhere;

        Page(int octets) {
            this.octets = new byte[octets];
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

    /// Tag of what is for all but this peer; peer 0, ourselves, makes it [#ALL].
    static int allBut(int peer) {
        return peer;
    }

    /// Tag of what is for this peer only.
    static int only(int peer) {
        return ~peer;
    }

    /// Whether a run with this tag is for the peer.
    static boolean isFor(int tag, int peer) {
        return tag >= 0 ? tag != peer : ~tag == peer;
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
    void commit(int octets, int tag) {
        Page page = last;
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
        if (page.runEnd.length > 256) {
            page.runEnd = new int[16];
            page.runTag = new int[16];
        }
    }
}
