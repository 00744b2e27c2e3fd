package io.godwit.kernel;

/// What the kernel tells. At the start and after [Restarted] it tells everything that there is,
/// then [Complete], then what changes.
public sealed interface KernelEvent {
    /// Too much happened at once, and everything is told anew: from [Complete] on what was told
    /// before no longer counts.
    record Restarted() implements KernelEvent {}

    /// Everything that there is has been told.
    record Complete() implements KernelEvent {}

    /// A route was added, or is another now. Beside it others of the same prefix, table and metric
    /// may stand: the first one is used.
    ///
    /// @param route as it is
    /// @param replaces whether it took the place of the one that stood there
    record RouteThere(KernelRoute route, boolean replaces) implements KernelEvent {
        /// One that stands alone.
        public RouteThere(KernelRoute route) {
            this(route, true);
        }
    }

    /// A route was removed; of an IPv6 route with several hops perhaps only the hops told.
    ///
    /// @param route as it was
    record RouteGone(KernelRoute route) implements KernelEvent {}

    /// A next hop object is there.
    ///
    /// @param object as it is
    record ObjectThere(NextHopObject object) implements KernelEvent {}

    /// A link was added, or changed.
    ///
    /// @param link as it is
    record LinkThere(Link link) implements KernelEvent {}

    /// A link was removed.
    ///
    /// @param index of the link
    record LinkGone(int index) implements KernelEvent {}

    /// A link has an address.
    ///
    /// @param address which
    record AddressThere(LinkAddress address) implements KernelEvent {}

    /// A link lost an address.
    ///
    /// @param address which
    record AddressGone(LinkAddress address) implements KernelEvent {}
}
