package io.godwit.speaker.show;

import io.godwit.kernel.KernelTable;
import io.godwit.kernel.RouteMark;

import java.time.Instant;
import java.util.Optional;

/// What can be seen of the kernel.
public interface KernelView {
    /// What our routes are known by; empty when the kernel is not watched.
    Optional<RouteMark> mark();

    /// The picture of it; empty when it is not watched.
    Optional<KernelTable> table();

    /// The next hops that are looked up in it; empty when it is not watched.
    Optional<NextHopView> nextHops();

    /// Changes of routes that the kernel carried out.
    long done();

    /// Changes of routes that it refused.
    long refused();

    /// How often everything had to be told anew.
    long restarts();

    /// When everything had been told last; empty before the first time.
    Optional<Instant> toldAll();

    /// What does not work, in words; else empty.
    String trouble();

    /// What became of our routes; empty when the kernel is not watched.
    Optional<FibView> fib();
}
