package io.godwit.rib.out;

import io.godwit.rib.table.PackedTable;
import io.godwit.wire.Family;
import io.godwit.wire.Wire;
import io.godwit.wire.nlri.Nlri;

import java.util.List;

/// Reads back which prefixes unsent messages of a shared log are about. They are ours, written by
/// [Packer], so their form is known: MP_REACH_NLRI and MP_UNREACH_NLRI stand first and alone.
final class Unsent {
    private static final int LENGTH_AT = 16;
    private static final int BODY = 19;
    private static final int MP_REACH = 14;

    private Unsent() {}

    static void toBacklogs(byte[] buf, int off, int octets, List<Backlog> backlogs) {
        int end = off + octets;
        for (int at = off; at < end; at += Wire.u16(buf, at + LENGTH_AT)) {
            message(buf, at, at + Wire.u16(buf, at + LENGTH_AT), backlogs);
        }
    }

    private static void message(byte[] buf, int start, int end, List<Backlog> backlogs) {
        int at = start + BODY;
        int withdrawn = Wire.u16(buf, at);
        int attributes = at + 2 + withdrawn;
        int nlri = attributes + 2 + Wire.u16(buf, attributes);
        for (Backlog backlog : backlogs) {
            if (!backlog.routes.isV6()) {
                prefixes(buf, at + 2, attributes, backlog);
                prefixes(buf, nlri, end, backlog);
            }
            if (nlri == end && nlri > attributes + 2) {
                multiprotocol(buf, attributes + 2, backlog);
            }
        }
    }

    /// IPv4 routes are here too where their next hops are of IPv6 (RFC 8950).
    private static void multiprotocol(byte[] buf, int attribute, Backlog backlog) {
        int value = attribute + 4;
        if (Wire.u16(buf, value) != (backlog.routes.isV6() ? Family.AFI_IPV6 : Family.AFI_IPV4)) {
            return;
        }
        int end = value + Wire.u16(buf, attribute + 2);
        boolean reach = buf[attribute + 1] == MP_REACH;
        prefixes(buf, reach ? value + 5 + buf[value + 3] : value + 3, end, backlog);
    }

    /// A prefix that is gone from the table since gets a row again until its withdrawal is sent.
    private static void prefixes(byte[] buf, int off, int end, Backlog backlog) {
        PackedTable table = backlog.routes.table();
        boolean v6 = table.isV6();
        boolean ids = backlog.hasPathIds();
        for (int at = off; at < end; at = Nlri.next(buf, at, ids)) {
            int length = Nlri.length(buf, at, ids);
            int row =
                    v6
                            ? table.obtain(
                                    Nlri.v6High(buf, at, ids), Nlri.v6Low(buf, at, ids), length)
                            : table.obtain(Nlri.v4(buf, at, ids), length);
            backlog.addHeld(row, ids ? Packer.name(Nlri.pathId(buf, at, true)) : Told.ANY);
        }
    }
}
