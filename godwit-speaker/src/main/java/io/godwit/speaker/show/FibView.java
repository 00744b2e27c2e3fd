package io.godwit.speaker.show;

import io.godwit.wire.Prefix;

import java.util.List;

/// What can be seen of the routes that the kernel is given.
public interface FibView {
    /// Why routes are refused.
    ///
    /// @param error the error number of Linux
    /// @param cause in words
    /// @param times how often since the kernel was first watched
    record Refusal(int error, String cause, long times) {}

    /// Routes that the kernel has of us.
    int installed(boolean v6);

    /// Prefixes of which it is still to be told.
    int pending();

    /// Routes that it has refused, and that wait to be tried again.
    int refusedNow();

    /// Prefixes that neighbors are not told of, or not of the best path, until the kernel has it.
    int unannounced();

    /// Prefixes with a route of our protocol number and another metric: such are not touched.
    int namesakes();

    /// Routes and next hop objects of a run before that are kept until all is told.
    int staleNow();

    /// Next hop objects that routes name.
    int objects();

    /// Why it refused routes.
    List<Refusal> refusals();

    /// Where a prefix stands: `installed`, or why it is not.
    String state(Prefix prefix);
}
