package io.godwit.speaker.origin;

import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.Link;

/// Links of a kernel that is told by hand.
final class Links {
    private Links() {}

    static KernelEvent up(int index) {
        return new KernelEvent.LinkThere(new Link(index, "eth" + index, true, false));
    }

    /// Its carrier is gone.
    static KernelEvent down(int index) {
        return new KernelEvent.LinkThere(new Link(index, "eth" + index, true, false, false));
    }
}
