package io.godwit.feeds.mrt;

import io.godwit.feeds.Reading;
import io.godwit.feeds.octets.Octets;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// The bodies of the types and subtypes that we read.
final class MrtBodies {
    /// @param problem empty when the body is whole and of the length that it should have
    record Parsed(MrtBody body, String problem) {}

    /// Bits of a BGP4MP subtype that matter; see [#bgp4mp].
    private static final int AS4 = 1;

    private static final int LOCAL = 2;
    private static final int ADD_PATH = 4;
    private static final int STATE = 8;

    private static final String CUT = "the record is shorter than what it lists";

    private MrtBodies() {}

    static Parsed parse(int type, int subtype, Octets o) {
        return switch (type) {
            case MrtTypes.TABLE_DUMP -> tableDump(subtype, o);
            case MrtTypes.TABLE_DUMP_V2 -> tableDumpV2(subtype, o);
            case MrtTypes.BGP4MP, MrtTypes.BGP4MP_ET -> bgp4mp(subtype, o);
            default -> unread(o);
        };
    }

    private static Parsed unread(Octets o) {
        return new Parsed(new MrtBody.Unread(o.bytes(o.left())), "");
    }

    private static Parsed parsed(MrtBody body, Octets o) {
        String left = o.left() + " octets left over after the record's last field";
        return new Parsed(body, o.overran() ? CUT : o.left() > 0 ? left : "");
    }

    /// RFC 6396 §4.2; the subtype is the AFI.
    private static Parsed tableDump(int afi, Octets o) {
        if (afi != 1 && afi != 2) {
            return unread(o);
        }
        int addressOctets = afi == 1 ? 4 : 16;
        int view = o.u16();
        int sequence = o.u16();
        Bytes address = o.bytes(addressOctets);
        int bits = o.u8();
        o.skip(1); // Status, "SHOULD be set to 1" and unused
        long originated = o.u32();
        MrtPeer peer = new MrtPeer(0, o.address(addressOctets), o.u16());
        Bytes attributes = o.bytes(o.u16());
        Family family = Families.of(afi, 1);
        if (o.overran() || bits > addressOctets * 8) {
            Bytes none = Bytes.EMPTY;
            MrtBody body =
                    new MrtBody.TableDump(
                            view, sequence, family, none, originated, peer, attributes);
            return new Parsed(body, o.overran() ? CUT : "prefix length " + bits);
        }
        byte[] nlri = new byte[1 + (bits + 7) / 8];
        nlri[0] = (byte) bits;
        for (int i = 1; i < nlri.length; i++) {
            nlri[i] = (byte) address.at(i - 1);
        }
        Bytes prefix = Bytes.of(nlri);
        return parsed(
                new MrtBody.TableDump(view, sequence, family, prefix, originated, peer, attributes),
                o);
    }

    /// RFC 6396 §4.3, RFC 8050 §4.
    private static Parsed tableDumpV2(int subtype, Octets o) {
        return switch (subtype) {
            case MrtTypes.PEER_INDEX_TABLE -> peerIndexTable(o);
            case 2 -> rib(Families.of(1, 1), false, o);
            case 3 -> rib(Families.of(1, 2), false, o);
            case 4 -> rib(Families.of(2, 1), false, o);
            case 5 -> rib(Families.of(2, 2), false, o);
            case MrtTypes.RIB_GENERIC -> ribGeneric(false, o);
            case 8 -> rib(Families.of(1, 1), true, o);
            case 9 -> rib(Families.of(1, 2), true, o);
            case 10 -> rib(Families.of(2, 1), true, o);
            case 11 -> rib(Families.of(2, 2), true, o);
            case MrtTypes.RIB_GENERIC_ADDPATH -> ribGeneric(true, o);
            default -> unread(o);
        };
    }

    /// RFC 6396 §4.3.1.
    private static Parsed peerIndexTable(Octets o) {
        int collector = o.i32();
        String view = o.bytes(o.u16()).utf8();
        int count = o.u16();
        List<MrtPeer> peers = new ArrayList<>();
        for (int i = 0; i < count && !o.overran(); i++) {
            int type = o.u8(); // bit 0: IPv6 address; bit 1: 4-octet AS number
            int id = o.i32();
            var address = o.address((type & 1) == 0 ? 4 : 16);
            long as = (type & 2) == 0 ? o.u16() : o.u32();
            if (!o.overran()) {
                peers.add(new MrtPeer(id, address, as));
            }
        }
        return parsed(new MrtBody.PeerIndexTable(collector, view, List.copyOf(peers)), o);
    }

    /// RFC 6396 §4.3.2; with Path Identifiers in the entries RFC 8050 §4.1.
    private static Parsed rib(Family family, boolean addPath, Octets o) {
        long sequence = o.u32();
        int bits = o.u8();
        if (bits > (family.afi() == 1 ? 32 : 128)) {
            Bytes rest = o.bytes(o.left());
            return new Parsed(new MrtBody.Unread(rest), "prefix length " + bits);
        }
        Bytes address = o.bytes((bits + 7) / 8);
        byte[] nlri = new byte[1 + address.length()];
        nlri[0] = (byte) bits;
        address.copyTo(nlri, 1);
        List<RibEntry> entries = entries(addPath, o);
        return parsed(new MrtBody.Rib(sequence, family, false, Bytes.of(nlri), entries), o);
    }

    /// RFC 6396 §4.3.3. With add-path the Path Identifier is in the NLRI, not in the entries (RFC
    /// 8050 §4.2).
    private static Parsed ribGeneric(boolean addPath, Octets o) {
        long sequence = o.u32();
        int afi = o.u16();
        int safi = o.u8();
        Bytes nlri = o.nlri(afi, safi, addPath);
        List<RibEntry> entries = entries(false, o);
        Family family = Families.of(afi, safi);
        return parsed(new MrtBody.Rib(sequence, family, addPath, nlri, entries), o);
    }

    private static List<RibEntry> entries(boolean addPath, Octets o) {
        int count = o.u16();
        List<RibEntry> entries = new ArrayList<>(Math.min(count, 256));
        for (int i = 0; i < count && !o.overran(); i++) {
            int peer = o.u16();
            long originated = o.u32();
            long pathId = addPath ? o.u32() : -1;
            Bytes attributes = o.bytes(o.u16());
            if (!o.overran()) {
                entries.add(new RibEntry(peer, originated, pathId, attributes));
            }
        }
        return entries;
    }

    /// RFC 6396 §4.4, RFC 8050 §3.
    private static Parsed bgp4mp(int subtype, Octets o) {
        int bits =
                switch (subtype) {
                    case 0 -> STATE;
                    case 1 -> 0;
                    case 4 -> AS4;
                    case 5 -> STATE | AS4;
                    case 6 -> LOCAL;
                    case 7 -> LOCAL | AS4;
                    case 8 -> ADD_PATH;
                    case 9 -> ADD_PATH | AS4;
                    case 10 -> ADD_PATH | LOCAL;
                    case 11 -> ADD_PATH | LOCAL | AS4;
                    default -> -1;
                };
        if (bits < 0) {
            return unread(o);
        }
        boolean as4 = (bits & AS4) != 0;
        long peerAs = as4 ? o.u32() : o.u16();
        long localAs = as4 ? o.u32() : o.u16();
        int interfaceIndex = o.u16();
        int afi = o.u16();
        if (!o.overran() && afi != 1 && afi != 2) {
            Bytes rest = o.bytes(o.left());
            return new Parsed(new MrtBody.Unread(rest), "address family " + afi + " of the peers");
        }
        int octets = afi == 2 ? 16 : 4;
        var peer = o.address(octets);
        var local = o.address(octets);
        var session = new MrtBody.MrtSession(peerAs, localAs, interfaceIndex, peer, local);
        if ((bits & STATE) != 0) {
            return parsed(new MrtBody.StateChange(session, o.u16(), o.u16()), o);
        }
        Reading reading = Reading.given(as4, (bits & ADD_PATH) != 0);
        Bytes message = o.bytes(o.left());
        return parsed(new MrtBody.Message(session, (bits & LOCAL) != 0, reading, message), o);
    }
}
