package io.godwit.rib.out;

import io.godwit.rib.OutCursor;
import io.godwit.rib.table.RouteTable;

import java.util.ArrayList;
import java.util.List;

/// One neighbor in its [UpdateGroup].
///
/// *Live*: it reads the group's shared log. *Syncing*: it is new, wants everything again, or read
/// so slowly that it fell from the log; it has a [Backlog] for each family and a log of its own,
/// into which a slice of the backlog is packed whenever the socket has taken the one before. When
/// the backlog is empty it goes live at the end of the shared log; what stands in its own log is
/// sent first.
public final class Member implements OutCursor {
    private enum Span {
        NONE,
        TAIL,
        OWN,
        SHARED
    }

    private static final int FEW_OCTETS = 256; // for End-of-RIB messages

    private UpdateGroup group;
    private final int peer;
    private final List<Backlog> backlogs = new ArrayList<>();
    private final LogReader shared;
    private OutLog own;
    private LogReader ownReader;
    private boolean live;
    private boolean marksRefreshes;
    private Runnable onOutput = () -> {};

    // The rest of a message begun when the member fell from the log.
    private byte[] tail = new byte[0];
    private int tailOffset;
    private int tailEnd;

    private Span span = Span.NONE;
    private int octets;

    Member(UpdateGroup group, int peer) {
        this.group = group;
        this.peer = peer;
        shared = new LogReader(this);
        ownReader = new LogReader(this);
    }

    int peer() {
        return peer;
    }

    UpdateGroup group() {
        return group;
    }

    void group(UpdateGroup group) {
        this.group = group;
    }

    /// It is told where a refresh begins and ends (RFC 7313 §4).
    public void markRefreshes() {
        marksRefreshes = true;
    }

    boolean marksRefreshes() {
        return marksRefreshes;
    }

    public boolean isLive() {
        return live;
    }

    List<Backlog> backlogs() {
        return backlogs;
    }

    /// That of a family; null if it was not negotiated.
    Backlog backlog(RouteTable routes) {
        for (Backlog backlog : backlogs) {
            if (backlog.routes == routes) {
                return backlog;
            }
        }
        return null;
    }

    /// Who is told that there may be output again.
    public void onOutput(Runnable told) {
        onOutput = told;
    }

    void news() {
        onOutput.run();
    }

    LogReader shared() {
        return shared;
    }

    /// Its own log, for slices and End-of-RIB.
    OutLog own() {
        if (own == null) {
            boolean slices = backlogs.stream().anyMatch(backlog -> !backlog.isEmpty());
            own = new OutLog(slices ? OutLog.PAGE_OCTETS : FEW_OCTETS);
            ownReader.attach(own);
        }
        return own;
    }

    void goLive() {
        live = true;
        for (Backlog backlog : backlogs) {
            backlog.giveMemoryBack();
        }
        shared.attach(group.log());
    }

    /// Falls from the shared log: what it has not sent of it becomes backlog, except the rest of a
    /// begun message.
    void fall() {
        for (int unsent = leaveInMessage(); unsent > 0; unsent = shared.seek()) {
            Unsent.toBacklogs(shared.page().octets, shared.offset(), unsent, backlogs);
            shared.advance(unsent);
        }
        shared.detach();
    }

    /// Leaves the shared log and takes along what it has not sent of it.
    void step() {
        OutLog to = own();
        for (int unsent = leaveInMessage(); unsent > 0; unsent = shared.seek()) {
            OutLog.Page page = to.reserve(unsent);
            System.arraycopy(shared.page().octets, shared.offset(), page.octets, page.used, unsent);
            to.commit(unsent, Audience.ALL);
            shared.advance(unsent);
        }
        shared.detach();
    }

    /// Stops to be live; the rest of a begun message is put aside. Returns what is unsent behind
    /// it.
    private int leaveInMessage() {
        assert live;
        live = false;
        int rest = shared.octetsToBoundary();
        if (rest > 0) {
            tail = shared.page().octets;
            tailOffset = shared.offset();
            tailEnd = tailOffset + rest;
            shared.page().keptElsewhere = true;
            shared.advance(rest);
        }
        if (span == Span.SHARED) {
            span = Span.NONE;
            octets = 0;
        }
        return shared.seek();
    }

    void leave() {
        shared.detach();
        live = false;
        own = null;
        span = Span.NONE;
        octets = 0;
    }

    /// Whether [#prepare()] would find something, or work to do first.
    public boolean hasOutput() {
        if (octets > 0 || tailOffset < tailEnd || own != null && ownReader.seek() > 0) {
            return true;
        }
        return live ? shared.seek() > 0 : group.contains(this) && hasWork();
    }

    /// Whether it is told nothing of some family before its filter is there (RFC 5291 §6).
    boolean waits() {
        for (int i = 0; i < backlogs.size(); i++) {
            if (backlogs.get(i).waits()) {
                return true;
            }
        }
        return false;
    }

    /// Whether a slice could be packed, or it could go live.
    private boolean hasWork() {
        boolean waits = false;
        for (int i = 0; i < backlogs.size(); i++) {
            Backlog backlog = backlogs.get(i);
            if (backlog.waits()) {
                waits = true;
            } else if (!backlog.isEmpty() || backlog.isMarkDue()) {
                return true;
            }
        }
        return !waits;
    }

    /// Octets that are made and not written; in a log that others read, too, some may be for them.
    public long unwrittenOctets() {
        long ofOwn = own == null ? 0 : ownReader.behindOctets();
        return (long) tailEnd - tailOffset + ofOwn + (live ? shared.behindOctets() : 0);
    }

    @Override
    public boolean prepare() {
        span = Span.NONE;
        octets = tailEnd - tailOffset;
        if (octets > 0) {
            span = Span.TAIL;
            return true;
        }
        if (seekOwn()) {
            return true;
        }
        if (!live && group.contains(this)) {
            group.packSlice(this);
            if (seekOwn()) {
                return true;
            }
        }
        if (live) {
            octets = shared.seek();
            span = octets > 0 ? Span.SHARED : Span.NONE;
        }
        return octets > 0;
    }

    private boolean seekOwn() {
        if (own == null) {
            return false;
        }
        octets = ownReader.seek();
        if (octets > 0) {
            span = Span.OWN;
            return true;
        }
        own.trim();
        own.restart();
        ownReader.rewind();
        if (live) {
            ownReader.detach();
            own = null;
        }
        return false;
    }

    @Override
    public byte[] buffer() {
        return switch (span) {
            case NONE, TAIL -> tail;
            case OWN -> ownReader.page().octets;
            case SHARED -> shared.page().octets;
        };
    }

    @Override
    public int offset() {
        return switch (span) {
            case NONE, TAIL -> tailOffset;
            case OWN -> ownReader.offset();
            case SHARED -> shared.offset();
        };
    }

    @Override
    public int octets() {
        return octets;
    }

    @Override
    public void wrote(int octets) {
        if (octets < 0 || octets > this.octets) {
            throw new IllegalArgumentException(octets + " of " + this.octets + " octets");
        }
        this.octets -= octets;
        switch (span) {
            case NONE -> {}
            case TAIL -> tailOffset += octets;
            case OWN -> ownReader.advance(octets);
            case SHARED -> shared.advance(octets);
        }
        if (tailOffset == tailEnd && tail.length > 0) {
            tail = new byte[0];
            tailOffset = 0;
            tailEnd = 0;
        }
    }

    @Override
    public boolean atMessageBoundary() {
        return octetsToBoundary() == 0;
    }

    @Override
    public int octetsToBoundary() {
        if (tailOffset < tailEnd) {
            return tailEnd - tailOffset;
        }
        int ofOwn = own == null ? 0 : ownReader.octetsToBoundary();
        return ofOwn > 0 || !live ? ofOwn : shared.octetsToBoundary();
    }
}
