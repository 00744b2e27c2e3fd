package io.godwit.rib.out;

import io.godwit.wire.Wire;

/// A place in an [OutLog], and the next octets from there that are for one peer.
final class LogReader {
    // More would only delay the others.
    private static final int MOST_RUNS = 256;

    private final int peer;
    private final Member member;
    private OutLog.Page page;
    private int offset;
    private int run;
    private int messageStart;

    // Those that stand on the same page.
    private LogReader before;
    private LogReader behind;

    LogReader(Member member) {
        this.member = member;
        this.peer = member.peer();
    }

    /// Whose it is.
    Member member() {
        return member;
    }

    /// Another reader on the same page; null behind the last.
    LogReader behind() {
        return behind;
    }

    /// Goes to the end: what is written from now on is read.
    void attach(OutLog log) {
        assert page == null;
        enter(log.last());
        toEnd();
    }

    void detach() {
        if (page != null) {
            exit();
            page = null;
        }
    }

    private void enter(OutLog.Page to) {
        page = to;
        before = null;
        behind = to.readers;
        if (behind != null) {
            behind.before = this;
        }
        to.readers = this;
    }

    private void exit() {
        if (before == null) {
            page.readers = behind;
        } else {
            before.behind = behind;
        }
        if (behind != null) {
            behind.before = before;
        }
        before = null;
        behind = null;
    }

    /// After [OutLog#restart()].
    void rewind() {
        offset = 0;
        run = 0;
        messageStart = 0;
    }

    private void toEnd() {
        offset = page.used;
        run = Math.max(0, page.runs - 1);
        messageStart = offset;
    }

    OutLog.Page page() {
        return page;
    }

    int offset() {
        return offset;
    }

    /// Goes to the next octets for the peer; how many of them stand together, 0 if there are none.
    /// May leave pages behind: then [OutLog#trim()] is due.
    int seek() {
        while (true) {
            int octets = seekInPage();
            if (octets > 0 || page.next == null) {
                return octets;
            }
            OutLog.Page next = page.next;
            exit();
            enter(next);
            rewind();
        }
    }

    /// Octets from here to the end, also those that are for others.
    long behindOctets() {
        if (page == null) {
            return 0;
        }
        long octets = (long) page.used - offset;
        for (OutLog.Page later = page.next; later != null; later = later.next) {
            octets += later.used;
        }
        return octets;
    }

    private int seekInPage() {
        while (run < page.runs) {
            int end = page.runEnd[run];
            if (offset < end) {
                if (page.isFor(run, peer)) {
                    return extend(end) - offset;
                }
                offset = end;
                messageStart = end;
            }
            if (run == page.runs - 1) {
                return 0; // the last run may still grow
            }
            run++;
        }
        return 0;
    }

    private int extend(int end) {
        int to = end;
        int most = Math.min(page.runs, run + MOST_RUNS);
        for (int r = run + 1; r < most && page.isFor(r, peer); r++) {
            to = page.runEnd[r];
        }
        return to;
    }

    void advance(int octets) {
        offset += octets;
        assert offset <= page.used;
    }

    /// Octets of the message at the place that are still to come; 0 between two messages.
    int octetsToBoundary() {
        while (messageStart < offset) {
            int end = messageStart + Wire.u16(page.octets, messageStart + 16);
            if (end > offset) {
                return end - offset;
            }
            messageStart = end;
        }
        return 0;
    }
}
