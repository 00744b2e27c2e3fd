package io.godwit.wire.attr;

import io.godwit.wire.Verdict;

/// MULTI_EXIT_DISC (4), RFC 4271 §5.1.4: 0..4294967295, smaller is better.
public record MultiExitDisc(long med) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<MultiExitDisc> TYPE =
            new AttributeType<>(
                    Attributes.MULTI_EXIT_DISC,
                    "MULTI_EXIT_DISC",
                    MultiExitDisc.class,
                    Flags.OPTIONAL,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.4",
                    new NumberCodec<>(MultiExitDisc::new, MultiExitDisc::med));

    public MultiExitDisc {
        NumberCodec.check("MULTI_EXIT_DISC", med);
    }

    @Override
    public AttributeType<MultiExitDisc> type() {
        return TYPE;
    }
}
