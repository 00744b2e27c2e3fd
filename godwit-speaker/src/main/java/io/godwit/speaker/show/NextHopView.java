package io.godwit.speaker.show;

import io.godwit.kernel.Reach;

/// What can be seen of next hops that are followed.
public interface NextHopView {
    /// How a next hop is reached.
    ///
    /// @param number of the next hop
    /// @return the route of the kernel that leads there, or why none does
    Reach reach(int number);

    /// When that was last another one.
    ///
    /// @param number of the next hop
    /// @return nanoseconds of the lane's clock
    long sinceNanos(int number);
}
