package io.godwit.session;

import java.util.Objects;

/// The optional attributes of RFC 4271 §8.1.1 that an operator may set. Of the others,
/// AllowAutomaticStop is always on (who clears a session or runs out of memory ends it), and
/// TrackTcpState is off: sockets show the end of a handshake, not its steps.
///
/// @param passive PassiveTcpEstablishment: never connect, only accept
/// @param automaticStart AllowAutomaticStart: after an error the session starts again by itself
/// @param idleHold DampPeerOscillations and IdleHoldTime
/// @param delayOpenSeconds DelayOpenTime, to 65535; 0 = DelayOpen is off
/// @param notifyWithoutOpen SendNOTIFICATIONwithoutOPEN
/// @param collisionInEstablished CollisionDetectEstablishedState
public record FsmOptions(
        boolean passive,
        boolean automaticStart,
        IdleHold idleHold,
        int delayOpenSeconds,
        boolean notifyWithoutOpen,
        boolean collisionInEstablished) {
    /// What holds when nothing is said. RFC 4486 §4 wants the reason told to who is refused, so
    /// SendNOTIFICATIONwithoutOPEN is on.
    public static final FsmOptions STANDARD =
            new FsmOptions(false, true, IdleHold.STANDARD, 0, true, false);

    /// Checks the range.
    public FsmOptions {
        Objects.requireNonNull(idleHold);
        if (delayOpenSeconds < 0 || delayOpenSeconds > 65535) {
            throw new IllegalArgumentException("delay open out of range");
        }
    }

    /// The same, passive or not.
    public FsmOptions passive(boolean value) {
        return new FsmOptions(
                value,
                automaticStart,
                idleHold,
                delayOpenSeconds,
                notifyWithoutOpen,
                collisionInEstablished);
    }
}
