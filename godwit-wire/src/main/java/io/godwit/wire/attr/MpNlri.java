package io.godwit.wire.attr;

import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.nlri.Nlri;

import java.util.List;

/// The NLRI field of MP_REACH_NLRI and MP_UNREACH_NLRI: prefixes for unicast, octets for the rest.
final class MpNlri {
    private MpNlri() {}

    static List<NlriEntry> read(Family family, byte[] buf, int off, int len, Context context) {
        boolean v6 = family.afi() == Family.AFI_IPV6;
        boolean addPath = context.addPath(family.afi(), family.safi());
        boolean readable =
                family.safi() == Family.SAFI_UNICAST
                        && (v6 || family.afi() == Family.AFI_IPV4)
                        && Nlri.wellFormed(buf, off, len, v6 ? 128 : 32, addPath);
        return readable ? Nlri.read(buf, off, len, v6, addPath) : List.of();
    }

    static int write(
            Family family, List<NlriEntry> nlri, Bytes raw, byte[] buf, int off, Context context) {
        boolean addPath = context.addPath(family.afi(), family.safi());
        return nlri.isEmpty() ? raw.copyTo(buf, off) : Nlri.write(buf, off, nlri, addPath);
    }

    static String text(List<NlriEntry> nlri, Bytes raw) {
        if (nlri.isEmpty()) {
            return raw.isEmpty() ? "" : " nlri " + raw.hex();
        }
        StringBuilder text = new StringBuilder();
        for (NlriEntry e : nlri) {
            text.append(' ').append(e.prefix());
        }
        return text.toString();
    }
}
