package io.godwit.feeds.mrt;

import io.godwit.feeds.Reading;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Family;

import java.util.List;

/// What an MRT record says, by type and subtype (RFC 6396 §4). Closed: every other type is
/// [Unread].
public sealed interface MrtBody {
    /// TABLE_DUMP_V2 / PEER_INDEX_TABLE (§4.3.1).
    ///
    /// @param collectorId BGP identifier of the collector, a bit pattern
    /// @param viewName name of the view, often empty
    /// @param peers in the order that RIB entries count them
    record PeerIndexTable(int collectorId, String viewName, List<MrtPeer> peers)
            implements MrtBody {}

    /// TABLE_DUMP_V2 / RIB_… (§4.3.2, §4.3.3): all paths of one NLRI.
    ///
    /// @param sequence 0..4294967295
    /// @param family of the NLRI
    /// @param addPath whether the NLRI octets begin with a Path Identifier (RIB_GENERIC_ADDPATH)
    /// @param nlri the NLRI as UPDATEs encode it
    /// @param entries one for each path
    record Rib(long sequence, Family family, boolean addPath, Bytes nlri, List<RibEntry> entries)
            implements MrtBody {}

    /// TABLE_DUMP (§4.2): one path; AS numbers of the attributes have two octets.
    ///
    /// @param view 0..65535
    /// @param sequence 0..65535
    /// @param family IPv4 or IPv6 unicast
    /// @param nlri the prefix as UPDATEs encode it
    /// @param originatedSeconds when the path was learned, seconds since 1970
    /// @param peer who told it (its BGP identifier is not in the record)
    /// @param attributes the path attributes
    record TableDump(
            int view,
            int sequence,
            Family family,
            Bytes nlri,
            long originatedSeconds,
            MrtPeer peer,
            Bytes attributes)
            implements MrtBody {}

    /// BGP4MP / MESSAGE… (§4.4.2, §4.4.3, RFC 8050 §3): one BGP message, header included.
    ///
    /// @param session between whom
    /// @param local whether the collector itself sent it (…_LOCAL, §4.4.5)
    /// @param reading how its octets are to be read, by the subtype
    /// @param message the whole message, or what there is of it
    record Message(MrtSession session, boolean local, Reading reading, Bytes message)
            implements MrtBody {}

    /// BGP4MP / STATE_CHANGE… (§4.4.1, §4.4.4): states 1 Idle … 6 Established.
    ///
    /// @param session between whom
    /// @param oldState number as recorded
    /// @param newState number as recorded
    record StateChange(MrtSession session, int oldState, int newState) implements MrtBody {}

    /// A type or subtype that is counted, not read: OSPF, IS-IS, the deprecated BGP type 5 …; or a
    /// record so damaged that nothing of it could be read.
    ///
    /// @param octets the body
    record Unread(Bytes octets) implements MrtBody {}

    /// The two ends of a BGP4MP record.
    ///
    /// @param peerAs AS number of the peer, 0..4294967295
    /// @param localAs AS number of the collector
    /// @param interfaceIndex 0 when unknown
    /// @param peer address of the peer
    /// @param local address of the collector
    record MrtSession(long peerAs, long localAs, int interfaceIndex, Address peer, Address local) {}
}
