package io.godwit.kernel.port;

import io.godwit.kernel.netlink.RouteBatch;

/// Port: the kernel's routes, links and addresses. What it has to say is told to a [KernelListener]
/// on the lane's own thread, never from inside a call of this port.
public interface Kernel {
    /// Has everything told that there is, and from then on what changes. May be called again, e.g.
    /// for another table: everything is told anew, after `Restarted`. Without the right to change
    /// routes, or on a system without netlink, nothing may come of it; the log says so.
    ///
    /// @param table the routes of which table are told
    void watch(long table);

    /// Whether a batch may be sent now; after false `kernelReady` is told when it may.
    boolean accepts();

    /// Has the kernel carry out changes, in their order, behind those sent before. The batch is the
    /// kernel's until it is told as answered; that it always is, also when nothing could be done.
    ///
    /// @param batch not empty; only sent while [#accepts]
    void send(RouteBatch batch);
}
