package io.godwit.wire.attr;

import io.godwit.wire.Verdict;

/// ONLY_TO_CUSTOMER (35), RFC 9234 §5: the AS number, 0..4294967295, that set it.
public record OnlyToCustomer(long as) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<OnlyToCustomer> TYPE =
            new AttributeType<>(
                    Attributes.ONLY_TO_CUSTOMER,
                    "ONLY_TO_CUSTOMER",
                    OnlyToCustomer.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 9234 §5",
                    new NumberCodec<>(OnlyToCustomer::new, OnlyToCustomer::as));

    public OnlyToCustomer {
        NumberCodec.check("ONLY_TO_CUSTOMER", as);
    }

    @Override
    public AttributeType<OnlyToCustomer> type() {
        return TYPE;
    }
}
