package io.godwit.feeds.pcap;

import io.godwit.feeds.Reading;
import io.godwit.wire.Family;
import io.godwit.wire.Open;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.FourOctetAs;

import java.util.ArrayList;
import java.util.List;

/// What two OPENs agree on, as far as UPDATEs are read differently for it.
final class OpenExchange {
    private static final int RECEIVE = 1;
    private static final int SEND = 2;

    private OpenExchange() {}

    /// The reading of what `sender` sends to `receiver`.
    static Reading reading(Open sender, Open receiver) {
        boolean asn4 =
                sender.first(FourOctetAs.class).isPresent()
                        && receiver.first(FourOctetAs.class).isPresent();
        List<Family> families = new ArrayList<>();
        List<AddPath.Entry> offered = entries(sender);
        List<AddPath.Entry> taken = entries(receiver);
        for (AddPath.Entry o : offered) {
            // RFC 7911 §4: only where one is able to send and the other to receive.
            if ((o.sendReceive() & SEND) != 0 && receives(taken, o.family())) {
                families.add(o.family());
            }
        }
        return new Reading(asn4, families, false, Reading.Source.LEARNED);
    }

    private static boolean receives(List<AddPath.Entry> entries, Family family) {
        for (AddPath.Entry e : entries) {
            if (e.family().equals(family) && (e.sendReceive() & RECEIVE) != 0) {
                return true;
            }
        }
        return false;
    }

    private static List<AddPath.Entry> entries(Open open) {
        return open.first(AddPath.class).map(AddPath::families).orElse(List.of());
    }
}
