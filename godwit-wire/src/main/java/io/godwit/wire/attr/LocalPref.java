package io.godwit.wire.attr;

import io.godwit.wire.Verdict;

/// LOCAL_PREF (5), RFC 4271 §5.1.5: 0..4294967295, bigger is better. Only between internal
/// neighbors.
public record LocalPref(long preference) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<LocalPref> TYPE =
            new AttributeType<LocalPref>(
                            Attributes.LOCAL_PREF,
                            "LOCAL_PREF",
                            LocalPref.class,
                            Flags.WELL_KNOWN,
                            Verdict.WITHDRAW,
                            Relay.REWRITTEN,
                            "RFC 7606 §7.5",
                            new NumberCodec<>(LocalPref::new, LocalPref::preference))
                    .internalOnly();

    public LocalPref {
        NumberCodec.check("LOCAL_PREF", preference);
    }

    @Override
    public AttributeType<LocalPref> type() {
        return TYPE;
    }
}
