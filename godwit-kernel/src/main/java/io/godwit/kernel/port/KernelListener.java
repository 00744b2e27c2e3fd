package io.godwit.kernel.port;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.netlink.RouteBatch;

import java.util.List;

/// Who hears of the kernel.
///
/// Changes that were asked for by [Kernel#send] are answered, and not told as events; but what
/// others do to our routes is told, e.g. that somebody removed one. When a link goes down the
/// kernel drops the IPv4 routes over it without a word, ours too: told is only the link.
public interface KernelListener {
    /// Something was told.
    ///
    /// @param events in the order in which it happened
    void kernelTold(List<KernelEvent> events);

    /// The kernel looked at every change of a batch.
    ///
    /// @param batch with the answers; the lane's again
    void kernelAnswered(RouteBatch batch);

    /// Something does not work, and will not before a restart; other calls go on as they can.
    ///
    /// @param why in words for the operator
    /// @param heard whether what the kernel has is told nevertheless
    void kernelUnable(String why, boolean heard);

    /// [Kernel#accepts] is true again.
    void kernelReady();
}
