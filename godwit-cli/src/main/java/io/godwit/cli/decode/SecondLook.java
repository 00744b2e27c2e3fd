package io.godwit.cli.decode;

import io.godwit.wire.Context;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.AttributeType;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.Attributes;

import java.util.List;

/// A router stops at the first error that ends the session. Who learns wants to see the others too:
/// the descriptors of the attributes are asked one by one.
final class SecondLook {
    private SecondLook() {}

    /// Adds to the fields, and to `faults`, what is wrong with attributes that have no fault yet.
    static void at(
            List<Field> attributes, byte[] buf, int off, Context context, List<FieldFault> faults) {
        for (Field field : attributes) {
            int at = off + field.offset();
            int end = at + field.octets();
            boolean whole = field.octets() >= 3 && Attributes.fits(buf, at, end);
            if (!whole || !field.faults().isEmpty()) {
                continue;
            }
            AttributeType<?> type = AttributeTypes.of(Attributes.code(buf, at));
            if (!type.isKnown()) {
                continue;
            }
            if (!type.flags().fits(Attributes.flags(buf, at))) {
                Verdict verdict = type.onBadFlags();
                String flags = String.format("0x%02x", Attributes.flags(buf, at));
                fault(field, verdict, type + " has flags " + flags, "RFC 7606 §3 c", faults);
            }
            int value = Attributes.valueOffset(buf, at);
            int octets = Attributes.valueOctets(buf, at);
            if (!type.codec().wellFormed(buf, value, octets, context)) {
                String what = type + " " + type.codec().fault(buf, value, octets, context);
                fault(field, type.onMalformed(), what, type.rfc(), faults);
            }
        }
    }

    private static void fault(
            Field field, Verdict verdict, String what, String rfc, List<FieldFault> faults) {
        field.fault(verdict, what, rfc);
        faults.add(new FieldFault(verdict, what, rfc));
    }
}
