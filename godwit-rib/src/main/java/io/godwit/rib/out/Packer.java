package io.godwit.rib.out;

import io.godwit.rib.table.PackedTable;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.MessageType;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.nlri.Nlri;

import java.util.Arrays;

/// Writes UPDATEs: one set of attributes and as many prefixes as fit, or as many withdrawals as
/// fit.
///
/// IPv4 in the fields of RFC 4271 §4.3, IPv6 in MP_REACH_NLRI and MP_UNREACH_NLRI (RFC 4760 §3),
/// which stand first (RFC 7606 §5.1) and are all that a message of theirs has of NLRI; so does IPv4
/// with an IPv6 next hop (RFC 8950 §3). Begin, add rows, end; a full message is closed and the next
/// one opened on the way.
final class Packer {
    private static final int EXTENDED_OPTIONAL = 0x90;
    private static final int LENGTH_AT = 16;
    private static final int TYPE_AT = 18;
    private static final int PATH_ID_OCTETS = 4;
    private static final int ORDINARY_OCTETS = Framer.MAX_OCTETS;

    private static final int END_OF_RIB_OCTETS = Export.FRAME_OCTETS + 7;

    private enum Form {
        ANNOUNCE_V4,
        WITHDRAW_V4,
        ANNOUNCE_MP,
        WITHDRAW_V6
    }

    private PackedTable table;
    private OutLog log;
    private Audience audience = Audience.ALL;
    private Form form;
    private Export export;
    private int most;
    private long messages;

    // The open message.
    private byte[] buf;
    private int start = -1;
    private int at;
    private int limit;

    /// Begins prefixes with the block that `export` has just written.
    void announce(PackedTable table, Export export, OutLog log, Audience to) {
        assert start < 0;
        this.table = table;
        this.log = log;
        audience = to;
        this.export = export;
        form = export.nextHop().isMp() ? Form.ANNOUNCE_MP : Form.ANNOUNCE_V4;
        most = export.messageLimit(table.isV6());
    }

    /// Begins withdrawals.
    void withdraw(PackedTable table, OutLog log, Audience to) {
        assert start < 0;
        this.table = table;
        this.log = log;
        audience = to;
        form = table.isV6() ? Form.WITHDRAW_V6 : Form.WITHDRAW_V4;
        most = ORDINARY_OCTETS;
    }

    /// Adds the prefix of a row.
    void add(int row) {
        int length = table.length(row);
        makeRoom(1 + (length + 7 >>> 3));
        prefix(row, length);
    }

    /// Adds a path of the prefix of a row. Its identifier is its name, from 1: each path of all has
    /// one of ours, as long as somebody is told of it, whichever neighbor it came from (RFC 7911
    /// §2), and it stands before the prefix (§3).
    void add(int row, int name) {
        int length = table.length(row);
        makeRoom(PATH_ID_OCTETS + 1 + (length + 7 >>> 3));
        at = Wire.put32(buf, at, pathId(name));
        prefix(row, length);
    }

    private void makeRoom(int octets) {
        if (start < 0 || limit - at < octets) {
            end();
            open();
        }
    }

    private void prefix(int row, int length) {
        if (table.isV6()) {
            at = Nlri.writeV6(buf, at, table.high(row), table.low(row), length);
        } else {
            at = Nlri.writeV4(buf, at, table.address(row), length);
        }
    }

    /// The identifier of a path of this name.
    static int pathId(int name) {
        return name + 1;
    }

    /// The name of a path with an identifier of ours.
    static int name(int pathId) {
        return pathId - 1;
    }

    /// Ends what was begun, or just the open message.
    void end() {
        if (start >= 0) {
            close();
            start = -1;
        }
    }

    /// Messages written so far.
    long messages() {
        return messages;
    }

    private void open() {
        OutLog.Page page = log.reserve(most);
        buf = page.octets;
        start = page.used;
        int body = start + Framer.HEADER_OCTETS;
        switch (form) {
            case ANNOUNCE_V4 -> {
                int octets = export.attributesOctets();
                int to = Wire.put16(buf, Wire.put16(buf, body, 0), octets);
                System.arraycopy(export.attributes(), 0, buf, to, octets);
                at = to + octets;
                limit = start + most;
            }
            case WITHDRAW_V4 -> {
                at = body + 2;
                limit = start + most - 2;
            }
            case ANNOUNCE_MP -> {
                at = mpHead(body + 4, Attributes.MP_REACH_NLRI, table.isV6());
                int hopOctets = export.nextHop().length();
                at = Wire.put8(buf, at, hopOctets);
                System.arraycopy(export.nextHop().octets(), 0, buf, at, hopOctets);
                at = Wire.put8(buf, at + hopOctets, 0);
                limit = start + most - export.attributesOctets();
            }
            case WITHDRAW_V6 -> {
                at = mpHead(body + 4, Attributes.MP_UNREACH_NLRI, true);
                limit = start + most;
            }
        }
        assert limit - at >= 17 || !table.isV6() && limit - at >= 5 : limit - at;
    }

    /// Up to and with the SAFI; the length is filled in at the end.
    private int mpHead(int to, int code, boolean v6) {
        int next = Wire.put8(buf, Wire.put8(buf, to, EXTENDED_OPTIONAL), code) + 2;
        int afi = v6 ? Family.AFI_IPV6 : Family.AFI_IPV4;
        return Wire.put8(buf, Wire.put16(buf, next, afi), Family.SAFI_UNICAST);
    }

    private void close() {
        int body = start + Framer.HEADER_OCTETS;
        switch (form) {
            case ANNOUNCE_V4 -> {}
            case WITHDRAW_V4 -> {
                Wire.put16(buf, body, at - body - 2);
                at = Wire.put16(buf, at, 0);
            }
            case ANNOUNCE_MP -> {
                Wire.put16(buf, body, 0);
                Wire.put16(buf, body + 6, at - body - 8);
                int octets = export.attributesOctets();
                System.arraycopy(export.attributes(), 0, buf, at, octets);
                at += octets;
                Wire.put16(buf, body + 2, at - body - 4);
            }
            case WITHDRAW_V6 -> {
                Wire.put16(buf, body, 0);
                Wire.put16(buf, body + 2, at - body - 4);
                Wire.put16(buf, body + 6, at - body - 8);
            }
        }
        finish(buf, start, at - start);
        log.commit(at - start, audience);
        messages++;
    }

    /// End-of-RIB of a family (RFC 4724 §2).
    void endOfRib(OutLog log, boolean v6) {
        assert start < 0;
        OutLog.Page page = log.reserve(END_OF_RIB_OCTETS);
        buf = page.octets;
        int from = page.used;
        int to = Wire.put16(buf, from + Framer.HEADER_OCTETS, 0);
        to = Wire.put16(buf, to, v6 ? 7 : 0);
        if (v6) {
            int head = to;
            to = mpHead(head, Attributes.MP_UNREACH_NLRI, true);
            Wire.put16(buf, head + 2, 3);
        }
        finish(buf, from, to - from);
        log.commit(to - from, Audience.ALL);
        messages++;
    }

    /// The begin or end of a refresh (RFC 7313 §3.2).
    ///
    /// @param subtype [RouteRefresh#BEGIN] or [RouteRefresh#END]
    void mark(OutLog log, boolean v6, int subtype) {
        assert start < 0;
        OutLog.Page page = log.reserve(RouteRefresh.OCTETS);
        int afi = v6 ? Family.AFI_IPV6 : Family.AFI_IPV4;
        RouteRefresh mark = new RouteRefresh(afi, subtype, Family.SAFI_UNICAST, Bytes.EMPTY);
        log.commit(mark.write(page.octets, page.used), Audience.ALL);
    }

    private static void finish(byte[] buf, int start, int octets) {
        Arrays.fill(buf, start, start + LENGTH_AT, (byte) 0xff);
        Wire.put16(buf, start + LENGTH_AT, octets);
        buf[start + TYPE_AT] = (byte) MessageType.UPDATE.code();
    }
}
