package io.godwit.daemon.netlink;

/// Has something done on the thread of the lane.
@FunctionalInterface
public interface Post {
    /// Takes work; from any thread.
    void post(Runnable work);
}
