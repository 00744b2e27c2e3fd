package io.godwit.kernel.port;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelEvent.AddressGone;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.LinkGone;
import io.godwit.kernel.KernelEvent.LinkThere;
import io.godwit.kernel.KernelEvent.ObjectThere;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.Link;
import io.godwit.kernel.LinkAddress;
import io.godwit.kernel.NextHopObject;
import io.godwit.kernel.RouteMark;
import io.godwit.kernel.netlink.KernelSays;
import io.godwit.kernel.netlink.Messages;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.wire.Prefix;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The kernel's twin in memory, for tests and simulations: keeps one table, reads the same octets
/// as the kernel, and refuses, delays and overflows on demand. Nothing is told from inside a call;
/// [#run] tells.
public final class MemoryKernel implements Kernel {
    /// There is a route of this prefix and metric.
    public static final int EEXIST = 17;

    /// There is no such route.
    public static final int ESRCH = 3;

    private static final int EINVAL = 22;
    private static final int EOPNOTSUPP = 95;

    private record Key(Prefix prefix, long metric) {}

    private final Map<Integer, Link> links = new LinkedHashMap<>();
    private final List<LinkAddress> addresses = new ArrayList<>();
    private final Map<Key, KernelRoute> routes = new LinkedHashMap<>();
    private final Map<Key, Integer> named = new HashMap<>();
    private final MemoryObjects objects = new MemoryObjects();
    private final Map<Prefix, Integer> refusals = new HashMap<>();
    private final Map<Prefix, Integer> refusalsOnce = new HashMap<>();
    private final Queue<RouteBatch> sent = new ArrayDeque<>();
    private List<KernelEvent> untold = new ArrayList<>();
    private Optional<KernelListener> listener = Optional.empty();
    private final int batchesMost;
    private long table;
    private boolean objectsOffered = true;
    private boolean watched;
    private boolean mute;
    private boolean held;
    private boolean refusedToAccept;

    /// An empty kernel.
    ///
    /// @param batchesMost how many batches it takes before it has looked at the first
    public MemoryKernel(int batchesMost) {
        this.batchesMost = batchesMost;
    }

    /// Who hears of it from now on.
    public void attach(KernelListener one) {
        listener = Optional.of(one);
    }

    // ---- the port

    @Override
    public void watch(long wanted) {
        if (watched) {
            untold.add(new Restarted());
        }
        watched = true;
        table = wanted;
        if (!mute) {
            tellAll();
        }
    }

    @Override
    public boolean accepts() {
        refusedToAccept |= sent.size() >= batchesMost;
        return sent.size() < batchesMost;
    }

    @Override
    public void send(RouteBatch batch) {
        if (batch.size() == 0) {
            throw new IllegalArgumentException("an empty batch");
        }
        sent.add(batch);
    }

    // ---- time passes

    /// Tells what happened, and carries out what was sent unless it is held.
    ///
    /// @return false when there was nothing to do
    public boolean run() {
        boolean any = !untold.isEmpty();
        if (any) {
            List<KernelEvent> now = untold;
            untold = new ArrayList<>();
            listener.ifPresent(l -> l.kernelTold(now));
        }
        while (!held && !sent.isEmpty()) {
            RouteBatch batch = sent.remove();
            carryOut(batch);
            listener.ifPresent(l -> l.kernelAnswered(batch));
            any = true;
        }
        if (refusedToAccept && sent.size() < batchesMost) {
            refusedToAccept = false;
            listener.ifPresent(KernelListener::kernelReady);
            any = true;
        }
        return any;
    }

    private int refusal(Prefix prefix) {
        Integer once = refusalsOnce.remove(prefix);
        return once == null ? refusals.getOrDefault(prefix, 0) : once;
    }

    private void carryOut(RouteBatch batch) {
        for (int i = 0; i < batch.size(); i++) {
            int error = batch.ofObject(i) ? 0 : refusal(batch.prefix(i));
            if (error == 0) {
                error = change(batch, i);
            }
            if (error != 0) {
                batch.refuse(i, error);
            }
        }
    }

    private int change(RouteBatch batch, int index) {
        if (batch.ofObject(index)) {
            int error = objectsOffered ? install(batch, index) : EOPNOTSUPP;
            follow();
            return error;
        }
        if (batch.namedObject(index) != 0) {
            return installByObject(batch, index);
        }
        return batch.installs(index) ? install(batch, index) : remove(batch, index);
    }

    private int installByObject(RouteBatch batch, int index) {
        Optional<List<Hop>> hops = objects.hops(batch.namedObject(index));
        Key key = new Key(batch.prefix(index), batch.mark().metric());
        if (hops.isEmpty() || !batch.replaces(index) && routes.containsKey(key)) {
            return hops.isEmpty() ? EINVAL : EEXIST;
        }
        RouteMark mark = batch.mark();
        routes.put(
                key,
                new KernelRoute(
                        key.prefix(),
                        mark.table(),
                        mark.protocol(),
                        mark.metric(),
                        KernelRoute.Kind.UNICAST,
                        hops.get()));
        named.put(key, batch.namedObject(index));
        return 0;
    }

    /// Routes that name an object lead where it does, and go with it.
    private void follow() {
        named.entrySet()
                .removeIf(entry -> {
                    KernelRoute there = routes.get(entry.getKey());
                    Optional<List<Hop>> hops = objects.hops(entry.getValue());
                    if (there != null && hops.isPresent()) {
                        routes.put(entry.getKey(), there.over(hops.get()));
                    } else {
                        routes.remove(entry.getKey());
                    }
                    return there == null || hops.isEmpty();
                });
    }

    private int remove(RouteBatch batch, int index) {
        Key key = new Key(batch.prefix(index), batch.mark().metric());
        KernelRoute there = routes.get(key);
        if (there == null || there.protocol() != batch.mark().protocol()) {
            return ESRCH;
        }
        drop(key);
        return 0;
    }

    private void drop(Key key) {
        routes.remove(key);
        named.remove(key);
    }

    /// Reads the octets of the message, as the kernel would.
    private int install(RouteBatch batch, int index) {
        byte[] octets =
                Arrays.copyOfRange(batch.octets(), batch.start(index), batch.start(index + 1));
        Installing installing = new Installing(!batch.replaces(index));
        Messages.read(octets, octets.length, batch.mark().table(), installing);
        return installing.error;
    }

    private final class Installing implements KernelSays {
        private final boolean mustBeNew;
        private int error = EINVAL; // nothing that could be read

        Installing(boolean mustBeNew) {
            this.mustBeNew = mustBeNew;
        }

        @Override
        public void told(KernelEvent event) {
            if (event instanceof ObjectThere(NextHopObject object)) {
                error = objects.put(object, mustBeNew);
            } else if (event instanceof RouteThere(KernelRoute route, _)) {
                Key key = new Key(route.prefix(), route.metric());
                error = mustBeNew && routes.containsKey(key) ? EEXIST : 0;
                if (error == 0) {
                    named.remove(key);
                    routes.put(key, route);
                }
            }
        }

        @Override
        public void objectGone(int number) {
            error = objects.remove(number);
        }

        @Override
        public void answered(int number, int ignored) {}

        @Override
        public void ended(int number) {}

        @Override
        public void interrupted() {}

        @Override
        public void lost() {}
    }

    // ---- what others do

    /// A link comes, or changes. Switched off, the IPv4 routes over it go without a word.
    public void put(Link link) {
        links.put(link.index(), link);
        if (!link.up()) {
            objects.removeLink(link.index());
            follow();
        }
        if (!link.enabled()) {
            routes.values()
                    .removeIf(r ->
                            !r.prefix().address().isV6()
                                    && !r.hops().isEmpty()
                                    && r.hops().stream().allMatch(h -> h.link() == link.index()));
        }
        tell(new LinkThere(link));
    }

    /// A link goes.
    public void removeLink(int index) {
        links.remove(index);
        objects.removeLink(index);
        follow();
        addresses.removeIf(a -> a.link() == index);
        routes.values().removeIf(r -> r.hops().stream().anyMatch(h -> h.link() == index));
        tell(new LinkGone(index));
    }

    /// A link gets an address.
    public void put(LinkAddress address) {
        addresses.add(address);
        tell(new AddressThere(address));
    }

    /// A link loses an address.
    public void remove(LinkAddress address) {
        addresses.remove(address);
        tell(new AddressGone(address));
    }

    /// Somebody makes a route, or another of one.
    public void put(KernelRoute route) {
        Key key = new Key(route.prefix(), route.metric());
        named.remove(key);
        routes.put(key, route);
        tell(new RouteThere(route));
    }

    /// Somebody removes a route, perhaps one of ours.
    public void remove(KernelRoute route) {
        drop(new Key(route.prefix(), route.metric()));
        tell(new RouteGone(route));
    }

    private void tell(KernelEvent event) {
        if (watched) {
            untold.add(event);
        }
    }

    // ---- on demand

    /// Refuses changes of a prefix from now on.
    ///
    /// @param error the error number of Linux; 0 = no longer
    public void refuse(Prefix prefix, int error) {
        refusals.put(prefix, error);
    }

    /// Refuses the next change of a prefix.
    ///
    /// @param error the error number of Linux
    public void refuseOnce(Prefix prefix, int error) {
        refusalsOnce.put(prefix, error);
    }

    /// Tells that something does not work.
    public void fail(String why, boolean heard) {
        listener.ifPresent(l -> l.kernelUnable(why, heard));
    }

    /// Is a kernel without next hop objects, from now on.
    public void withoutObjects() {
        objectsOffered = false;
    }

    /// Tells nothing of what there is until [#overflow].
    public void mute() {
        mute = true;
    }

    /// Looks at no batch until told otherwise.
    public void hold(boolean on) {
        held = on;
    }

    /// Loses what was not told yet, and tells everything anew.
    public void overflow() {
        untold.clear();
        untold.add(new Restarted());
        tellAll();
    }

    private void tellAll() {
        links.values().forEach(l -> untold.add(new LinkThere(l)));
        addresses.forEach(a -> untold.add(new AddressThere(a)));
        routes.values().stream()
                .filter(r -> r.table() == table)
                .forEach(r -> untold.add(new RouteThere(r, false)));
        objects.all().forEach(o -> untold.add(new ObjectThere(o)));
        untold.add(new Complete());
    }

    // ---- what there is

    /// All routes, whoever made them, in the order in which they came.
    public List<KernelRoute> routes() {
        return List.copyOf(routes.values());
    }

    /// All next hop objects.
    public List<NextHopObject> objects() {
        return objects.all();
    }

    /// The route of a prefix that forwards: the one of the lowest metric.
    public Optional<KernelRoute> route(Prefix prefix) {
        return routes.values().stream()
                .filter(r -> r.prefix().equals(prefix))
                .min((a, b) -> Long.compare(a.metric(), b.metric()));
    }
}
