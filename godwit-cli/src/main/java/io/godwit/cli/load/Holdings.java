package io.godwit.cli.load;

import io.godwit.wire.Address;
import io.godwit.wire.Framer;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Nlri;

/// What one receiver holds, and how far that is from what it should: every UPDATE moves a count of
/// differences, so that the moment of exactness is known when it comes.
public final class Holdings {
    private static final int MP_REACH_NLRI = 14;
    private static final int MP_UNREACH_NLRI = 15;
    private static final int EXTENDED = 0x10;
    private static final int NOT_A_SENDER = -2;

    private final Rows rows;
    private final int own;
    private final int[] held;
    private Expected expected;
    private Churn churn;
    private long updates;
    private long aliens;
    private int wrong;

    private Holdings(Table table, int own) {
        rows = table.rows();
        this.own = own;
        held = new int[rows.count()];
        expect(Expected.nothing(table));
    }

    /// Of a neighbor that announces nothing.
    public static Holdings ofReceiver(Table table) {
        return new Holdings(table, NOT_A_SENDER);
    }

    /// Of a neighbor that announces the view at place `own` of those in [Expected].
    public static Holdings ofSender(Table table, int own) {
        return new Holdings(table, own);
    }

    /// Sets what should be held from now on.
    public void expect(Expected now) {
        expected = now;
        wrong = 0;
        for (int row = 0; row < held.length; row++) {
            wrong += differs(row) ? 1 : 0;
        }
    }

    /// Tells `churn` of each change from now on.
    void follow(Churn changes) {
        churn = changes;
    }

    /// One change of what is expected, while changes are followed; the receiver may hold it
    /// already.
    void expect(int row, int print) {
        wrong -= differs(row) ? 1 : 0;
        expected.change(row, print);
        wrong += differs(row) ? 1 : 0;
        if (held[row] == print) {
            churn.arrived(row);
        }
    }

    /// Whether everything is as it should be.
    public boolean exact() {
        return wrong == 0 && aliens == 0;
    }

    /// UPDATEs received so far.
    public long updates() {
        return updates;
    }

    /// What is wrong, for people; empty if nothing is.
    public String trouble() {
        if (aliens > 0) {
            return aliens + " prefixes nobody announced";
        }
        int row = 0;
        while (row < held.length && !differs(row)) {
            row++;
        }
        if (row == held.length) {
            return "";
        }
        String what =
                held[row] == 0
                        ? " missing"
                        : expected.print(row) == 0 ? " not withdrawn" : " with other attributes";
        return wrong
                + " of "
                + held.length
                + " prefixes wrong, first "
                + Address.ofV4(rows.address(row))
                + "/"
                + rows.length(row)
                + what;
    }

    /// Takes an UPDATE, whole and well-formed, at `off`.
    void update(byte[] buf, int off, int length) {
        updates++;
        int withdrawn = Wire.u16(buf, off + Framer.HEADER_OCTETS);
        int at = off + Framer.HEADER_OCTETS + 2;
        v4(buf, at, withdrawn, 0);
        at += withdrawn;
        int octets = Wire.u16(buf, at);
        at += 2;
        if (octets == 0) {
            return;
        }
        int print = Fingerprint.of(buf, at, octets);
        multiProtocol(buf, at, octets, print);
        v4(buf, at + octets, off + length - at - octets, print);
    }

    private void multiProtocol(byte[] buf, int off, int octets, int print) {
        for (int at = off; at < off + octets; ) {
            boolean extended = (buf[at] & EXTENDED) != 0;
            int type = Wire.u8(buf, at + 1);
            int length = extended ? Wire.u16(buf, at + 2) : Wire.u8(buf, at + 2);
            at += extended ? 4 : 3;
            if (type == MP_REACH_NLRI) {
                int head = 5 + Wire.u8(buf, at + 3);
                v6(buf, at + head, length - head, print);
            } else if (type == MP_UNREACH_NLRI) {
                v6(buf, at + 3, length - 3, 0);
            }
            at += length;
        }
    }

    private void v4(byte[] buf, int off, int octets, int print) {
        for (int at = off; at < off + octets; at = Nlri.next(buf, at, false)) {
            set(rows.find(Nlri.v4(buf, at, false), Wire.u8(buf, at)), print);
        }
    }

    private void v6(byte[] buf, int off, int octets, int print) {
        for (int at = off; at < off + octets; at = Nlri.next(buf, at, false)) {
            set(rows.findV6(Nlri.v6High(buf, at, false), Wire.u8(buf, at)), print);
        }
    }

    private void set(int row, int print) {
        if (row < 0) {
            aliens++;
            return;
        }
        wrong -= differs(row) ? 1 : 0;
        held[row] = print;
        wrong += differs(row) ? 1 : 0;
        if (churn != null && print == expected.print(row)) {
            churn.arrived(row);
        }
    }

    private boolean differs(int row) {
        return held[row] != expected.print(row) && expected.source(row) != own;
    }
}
