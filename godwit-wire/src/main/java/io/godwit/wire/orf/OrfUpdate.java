package io.godwit.wire.orf;

import io.godwit.wire.Bytes;
import io.godwit.wire.Wire;
import io.godwit.wire.cap.OutboundRouteFiltering;

import java.util.ArrayList;
import java.util.List;

/// What a ROUTE-REFRESH says of filters, behind its family (RFC 5291 §4).
///
/// @param defer whether routes wait for another ROUTE-REFRESH
/// @param entries of the filter by address prefix, in their order; those of other kinds are left
///   out
public record OrfUpdate(boolean defer, List<PrefixOrf> entries) {
    private static final int IMMEDIATE = 1;
    private static final int DEFER = 2;
    private static final int HEAD_OCTETS = 3;

    // A message of 4096 octets has room for them.
    private static final int MOST_OCTETS = 4000;

    public OrfUpdate {
        entries = List.copyOf(entries);
    }

    /// Reads what stands behind the family. A When-to-refresh of no meaning is taken as IMMEDIATE:
    /// so nobody waits for routes for ever. What stands behind an entry that cannot be read is not
    /// looked at.
    public static OrfUpdate read(Bytes orf, boolean v6) {
        byte[] octets = orf.toArray();
        List<PrefixOrf> entries = new ArrayList<>();
        for (int at = 1; at < octets.length; ) {
            int end = octets.length + 1;
            if (at + HEAD_OCTETS <= octets.length) {
                end = at + HEAD_OCTETS + Wire.u16(octets, at + 1);
            }
            boolean byPrefix = Wire.u8(octets, at) == OutboundRouteFiltering.ADDRESS_PREFIX;
            if (end > octets.length) {
                if (byPrefix) {
                    entries.add(PrefixOrf.UNREADABLE);
                }
                break;
            }
            if (byPrefix) {
                read(octets, at + HEAD_OCTETS, end, v6, entries);
            }
            at = end;
        }
        return new OrfUpdate(Wire.u8(octets, 0) == DEFER, entries);
    }

    private static void read(byte[] octets, int off, int end, boolean v6, List<PrefixOrf> into) {
        int at = off;
        while (at < end) {
            PrefixOrf entry = PrefixOrf.read(octets, at, end, v6);
            into.add(entry);
            at = entry.action() == PrefixOrf.Action.UNREADABLE ? end : at + entry.octets();
        }
    }

    /// As many updates as it takes to say this, each as it stands behind the family.
    public static List<Bytes> write(boolean defer, List<PrefixOrf> entries) {
        List<Bytes> all = new ArrayList<>();
        byte[] octets = new byte[MOST_OCTETS];
        int at = begin(octets, defer);
        for (PrefixOrf entry : entries) {
            if (at + PrefixOrf.MOST_OCTETS > MOST_OCTETS) {
                all.add(end(octets, at));
                at = begin(octets, defer);
            }
            at = entry.write(octets, at);
        }
        all.add(end(octets, at));
        return all;
    }

    private static int begin(byte[] octets, boolean defer) {
        Wire.put8(octets, 0, defer ? DEFER : IMMEDIATE);
        Wire.put8(octets, 1, OutboundRouteFiltering.ADDRESS_PREFIX);
        return 1 + HEAD_OCTETS;
    }

    private static Bytes end(byte[] octets, int at) {
        Wire.put16(octets, 2, at - 1 - HEAD_OCTETS);
        return Bytes.copyOf(octets, 0, at);
    }
}
