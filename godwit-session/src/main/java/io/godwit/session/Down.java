package io.godwit.session;

import io.godwit.wire.Notification;

import java.util.Objects;
import java.util.Optional;

/// How a session or an attempt ended.
///
/// @param cause the kind of end, for programs
/// @param sent the NOTIFICATION we sent, if any
/// @param received the NOTIFICATION the neighbor sent, if any
/// @param text one line for the operator, without a final period
/// @param atNanos the monotonic time of the end
public record Down(
        DownCause cause,
        Optional<Notification> sent,
        Optional<Notification> received,
        String text,
        long atNanos) {

    public Down {
        Objects.requireNonNull(cause);
        Objects.requireNonNull(sent);
        Objects.requireNonNull(received);
        Objects.requireNonNull(text);
    }
}
