package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Bytes;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

import java.util.List;
import java.util.Optional;

/// A message taken apart, and judged.
///
/// @param octets the message, or what there is of it
/// @param missing how many octets are missing at its end
/// @param type 1..5, or what stands there
/// @param message its fields
/// @param reading how an UPDATE was read
/// @param verdict what a router makes of it
/// @param notification what the router answers, if the verdict is a reset
/// @param faults all that is wrong
/// @param summary what it says, on one line
record Dissection(
        Bytes octets,
        int missing,
        int type,
        Field message,
        Reading reading,
        Verdict verdict,
        Optional<Notification> notification,
        List<FieldFault> faults,
        String summary) {

    Dissection {
        faults = List.copyOf(faults);
    }

    String typeName() {
        return type >= 1 && type <= 5 ? CodePoints.messageType(type) : "BGP message";
    }
}
