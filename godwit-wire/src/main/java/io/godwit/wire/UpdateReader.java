package io.godwit.wire;

import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.AttributeType;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.UnknownAttribute;
import io.godwit.wire.nlri.Nlri;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/// Makes records of an UPDATE, well-formed or not. The verdict comes from those who give it to the
/// speaker too: [UpdateView] and [AttributeBlock].
final class UpdateReader {
    private UpdateReader() {}

    static Update read(byte[] buf, int off, int len, Context context) {
        UpdateView view = new UpdateView();
        AttributeBlock block = new AttributeBlock();
        view.scan(buf, off, len, context);
        Verdict verdict = block.read(view, buf, context);
        Optional<Notification> notification =
                verdict == Verdict.RESET ? Optional.of(block.notification()) : Optional.empty();
        boolean addPath = context.addPathIpv4();
        return new Update(
                Nlri.read(buf, view.withdrawnOffset(), view.withdrawnOctets(), false, addPath),
                attributes(view, buf, context),
                Nlri.read(buf, view.nlriOffset(), view.nlriOctets(), false, addPath),
                block.problems(),
                notification);
    }

    private static List<PathAttribute> attributes(UpdateView view, byte[] buf, Context context) {
        List<PathAttribute> attributes = new ArrayList<>();
        BitSet seen = new BitSet();
        int at = view.attributesOffset();
        int end = at + view.attributesOctets();
        while (at < end && Attributes.fits(buf, at, end)) {
            int code = Attributes.code(buf, at);
            if (!seen.get(code)) {
                seen.set(code);
                attributes.add(attribute(buf, at, context));
            }
            at = Attributes.next(buf, at);
        }
        return attributes;
    }

    private static PathAttribute attribute(byte[] buf, int at, Context context) {
        int flags = Attributes.flags(buf, at);
        int code = Attributes.code(buf, at);
        int off = Attributes.valueOffset(buf, at);
        int len = Attributes.valueOctets(buf, at);
        AttributeType<?> type = AttributeTypes.of(code);
        Bytes raw = Bytes.copyOf(buf, off, len);
        boolean readable = type.isKnown() && type.codec().readable(buf, off, len, context);
        Attribute value =
                readable
                        ? type.codec().read(buf, off, len, context)
                        : new UnknownAttribute(flags, code, raw);
        return new PathAttribute(flags, code, value, raw);
    }
}
