package io.godwit.kernel.netlink;

import io.godwit.kernel.KernelEvent;

/// What the messages of the kernel come to.
public interface KernelSays {
    /// Something is there, or gone.
    void told(KernelEvent event);

    /// An answer to one message.
    ///
    /// @param number of the message
    /// @param error 0 = done, else the error number
    void answered(int number, int error);

    /// Everything was told that a question asked for.
    ///
    /// @param number of the question
    void ended(int number);

    /// A next hop object went, and its routes with it, of which those of IPv4 are not told.
    ///
    /// @param number of the object
    default void objectGone(int number) {
        lost();
    }

    /// What a question asked for changed meanwhile: it must be asked again.
    void interrupted();

    /// Something was lost, or routes went that are not told of: all must be asked again.
    void lost();
}
