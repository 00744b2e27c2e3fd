package io.godwit.wire.cap;

/// The sender takes messages of up to 65535 octets (RFC 8654 §3).
public record ExtendedMessage() implements Capability {
    /// Its descriptor.
    public static final CapabilityType<ExtendedMessage> TYPE =
            CapabilityType.empty(
                    6, "extended-message", ExtendedMessage.class, new ExtendedMessage());

    @Override
    public int code() {
        return TYPE.code();
    }
}
