package io.godwit.speaker;

import io.godwit.bfd.BfdState;
import io.godwit.bfd.PathEvent;
import io.godwit.bfd.PathListener;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.netlink.RouteBatch;
import io.godwit.kernel.port.KernelListener;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.Validation;
import io.godwit.rib.Rib;
import io.godwit.rib.RibSettings;
import io.godwit.rib.RibTotals;
import io.godwit.speaker.LaneCounters.Phase;
import io.godwit.speaker.origin.Conditions;
import io.godwit.speaker.origin.Originations;
import io.godwit.speaker.origin.OwnRouteState;
import io.godwit.speaker.origin.OwnRoutes;
import io.godwit.speaker.origin.Redistribution;
import io.godwit.speaker.origin.RouteConditions;
import io.godwit.speaker.origin.Summaries;
import io.godwit.speaker.plan.Plan;
import io.godwit.speaker.show.KernelView;
import io.godwit.speaker.show.NeighborView;
import io.godwit.speaker.show.PathView;
import io.godwit.speaker.show.RestartRow;
import io.godwit.speaker.show.RpkiView;
import io.godwit.speaker.show.SpeakerView;
import io.godwit.speaker.show.Stranger;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A BGP speaker: sessions and routes joined, over ports. Single-threaded; whoever runs it calls
/// everything here from one thread.
///
/// ```
/// speaker.start();
/// while (!speaker.stopped()) {
///     wait for connections until speaker.nextDeadlineNanos()     // readable, writable, accepted …
///     speaker.turn();
/// }
/// ```
///
/// A turn is made of phases: input → decide → kernel → export → queries → housekeeping. Each has a
/// share of the turn, so that nothing waits long: neither KEEPALIVEs behind a table that is being
/// learned, nor a neighbor behind a loud one, nor an operator behind either. What is left over
/// makes [#nextDeadlineNanos] say "now".
///
/// Nothing here grows without bound. Input is read only as fast as it is decided: while too many
/// rows wait for their decision sockets are left unread and TCP slows the senders. Output is pages
/// shared by an update group; a neighbor that does not keep up leaves them and is brought up to
/// date from the table (the RIB's affair). Control messages, answers, lingering connections have
/// limits of their own.
public final class Speaker implements SpeakerView, KernelListener, PathListener {
    private static final long INPUT_NANOS = 10_000_000L;
    private static final long DECIDE_NANOS = 10_000_000L;
    private static final long KERNEL_NANOS = 5_000_000L;
    private static final long EXPORT_NANOS = 10_000_000L;
    private static final long QUERY_NANOS = 5_000_000L;
    private static final int ROWS_A_STEP = 4096;
    private static final int ROWS_BEHIND_MOST = 400_000;

    private final Ports ports;
    private final LaneState lane;
    private final Rib rib;
    private final Input input;
    private final Output output;
    private final Queries queries = new Queries();
    private final Waits waits;
    private final Operations operations;
    private final Configuration configuration;
    private final Rpki rpki;
    private final KernelPicture kernel;
    private final LaneCounters counters = new LaneCounters();
    private final Neighborhood neighborhood;
    private final OwnRoutes own;
    private final Originations originations;
    private final Conditions conditions;
    private final RouteConditions routeConditions;
    private final CommandConditions commandConditions;
    private final Redistribution redistribution;
    private final Summaries summaries;
    private int rowsLeft;
    private boolean settled;
    private int warnedPercent;
    private boolean workLeft;
    private boolean stopping;
    private long startedNanos;
    private long nowNanos;

    /// A speaker that does nothing yet.
    ///
    /// @param settings what it is
    /// @param ports what it knows of the world
    public Speaker(SpeakerSettings settings, Ports ports) {
        this.ports = ports;
        Entropy entropy = ports.entropy();
        long seed = ((long) entropy.nextInt() << 32) | (entropy.nextInt() & 0xFFFF_FFFFL);
        this.rib =
                new Rib(
                        RibSettings.of(
                                        settings.as(),
                                        settings.routerId(),
                                        settings.clusterId(),
                                        seed,
                                        own(settings, ports.interfaces()))
                                .withOutsideAs(settings.outsideAs())
                                .withLimits(settings.limits()));
        this.lane = new LaneState(settings, ports, rib);
        this.input = new Input(lane);
        this.output = new Output(lane);
        this.waits = new Waits(lane);
        this.operations = new Operations(this, queries, waits);
        this.configuration = new Configuration(this, lane);
        this.rpki = new Rpki(lane);
        this.own = new OwnRoutes(rib, ports.clock());
        PeerFacts ourselves = PeerFacts.ourselves(settings.outsideAs());
        this.routeConditions = new RouteConditions(rib.watch());
        this.commandConditions = new CommandConditions(lane, ports.commands());
        this.conditions =
                new Conditions(
                        ports.clock(), List.of(routeConditions, commandConditions, lane.paths()));
        this.originations = new Originations(own, conditions, ourselves);
        this.redistribution = new Redistribution(own, ourselves);
        this.summaries = new Summaries(rib.aggregates(), own, ourselves);
        rib.rejectTag(settings.rejectTag());
        rib.med(settings.med());
        this.neighborhood = new Neighborhood(lane, conditions);
        this.kernel = new KernelPicture(lane, neighborhood);
    }

    /// The addresses that are no next hops for us. A neighbor on this machine, in a laboratory, has
    /// one of the machine's addresses, and is reached there all the same.
    private static List<Address> own(SpeakerSettings settings, Interfaces interfaces) {
        return interfaces.own().stream()
                .filter(address ->
                        settings.neighbors().stream().noneMatch(n -> n.address().equals(address)))
                .toList();
    }

    /// Starts all sessions; connects go out at once.
    public void start() {
        start(false, Optional.empty());
    }

    /// The same after a run that ended without [#stop]: where a neighbor was asked to keep our
    /// routes meanwhile, by the procedures of RFC 4724 §4.1.
    ///
    /// @param met with whom that run had a session: nobody else is waited for; empty when it is not
    ///   known
    public void startAgain(Optional<Set<Address>> met) {
        start(true, met);
    }

    private void start(boolean again, Optional<Set<Address>> met) {
        nowNanos = ports.clock().nanos();
        startedNanos = nowNanos;
        settings().originated().forEach(this::add);
        conditions.settle();
        workLeft = true;
        lane.log(
                new SpeakerEvent.Started(
                        Address.ofV4(settings().routerId()),
                        settings().as(),
                        neighborhood.all().size(),
                        originations.prefixes().size()));
        rpki.become(settings().rpki(), nowNanos);
        becomeKernel(settings());
        summaries.become(settings().aggregates());
        lane.guards().apply();
        lane.net().seek(neighborhood.links());
        lane.recovery().begin(again, met, kernel, neighborhood.all(), nowNanos);
    }

    /// Ends all sessions with Cease / Administrative Shutdown and takes no new ones; [#stopped]
    /// says when all is written and closed, after a second at most.
    ///
    /// @param text told to the neighbors (RFC 9003); may be empty
    public void stop(String text) {
        if (stopping) {
            return;
        }
        stopping = true;
        long now = ports.clock().nanos();
        lane.log(new SpeakerEvent.Stopping(text));
        queries.stop();
        waits.stop();
        commandConditions.stop();
        lane.recovery().stop();
        rpki.stop();
        kernel.stop(now);
        workLeft = true;
        for (Neighbor neighbor : neighborhood.all()) {
            neighbor.stop(text, now);
        }
    }

    /// Whether [#stop] was called and all connections are closed.
    ///
    /// @return true when there is nothing left to do
    public boolean stopped() {
        return stopping && lane.idle() && kernel.stopped(ports.clock().nanos());
    }

    // ---- what the network tells ----

    /// A router is on a link where neighbors are looked for.
    ///
    /// @param address its link-local address, with the link
    public void found(Address address) {
        if (!stopping && !lane.recovery().isLooking()) {
            neighborhood.found(address, ports.clock().nanos());
        }
    }

    /// Somebody connected to us.
    ///
    /// @param connection from whom
    public void accepted(Connection connection) {
        long now = ports.clock().nanos();
        if (stopping || lane.recovery().isLooking()) {
            connection.close();
        } else {
            neighborhood.accepted(connection, now);
        }
    }

    /// A connection we asked for is open.
    ///
    /// @param connection which
    public void connected(Connection connection) {
        if (rpki.connected(connection, ports.clock().nanos())) {
            return;
        }
        lane.link(connection)
                .ifPresent(link ->
                        link.neighbor().ifPresent(n -> n.connected(link, ports.clock().nanos())));
    }

    /// A connection we asked for will not be.
    ///
    /// @param connection which
    /// @param why in words for the operator
    public void connectFailed(Connection connection, String why) {
        if (rpki.connectFailed(connection, why, ports.clock().nanos())) {
            return;
        }
        lane.link(connection)
                .ifPresent(link ->
                        link.neighbor()
                                .ifPresent(n -> n.connectFailed(link, why, ports.clock().nanos())));
    }

    /// Unread octets wait, or the connection ended.
    ///
    /// @param connection which
    public void readable(Connection connection) {
        if (!rpki.readable(connection)) {
            lane.link(connection).ifPresent(lane::markReady);
        }
    }

    /// There is room again for octets we could not write.
    ///
    /// @param connection which
    public void writable(Connection connection) {
        if (rpki.writable(connection)) {
            return;
        }
        Optional<Link> link = lane.link(connection);
        if (link.isPresent()) {
            long now = ports.clock().nanos();
            if (link.get().neighbor().isPresent() && link.get().open()) {
                link.get().neighbor().get().flush(link.get(), now);
            } else if (link.get().flush(0) < 0) {
                link.get().close();
            }
        }
    }

    // ---- what the kernel tells ----

    @Override
    public void kernelTold(List<KernelEvent> events) {
        kernel.told(events);
        kernel.table().ifPresent(table -> redistribution.told(events, table));
        routeConditions.told(events);
        workLeft = true;
    }

    @Override
    public void kernelAnswered(RouteBatch batch) {
        kernel.answered(batch);
        workLeft = true;
    }

    @Override
    public void kernelUnable(String why, boolean heard) {
        kernel.unable(why, heard);
        workLeft = true;
    }

    @Override
    public void kernelReady() {
        workLeft = true;
    }

    // ---- what commands tell ----

    /// A command that was started has ended.
    ///
    /// @param run which
    public void commandEnded(long run, Commands.Ended how) {
        commandConditions.ended(run, how, ports.clock().nanos());
        workLeft = true;
    }

    // ---- what BFD tells ----

    @Override
    public void pathTold(PathEvent event) {
        if (stopping || !lane.paths().told(event)) {
            return;
        }
        workLeft = true;
        Neighbor neighbor = neighborhood.at(event.neighbor()).orElseThrow();
        if (event.to() == BfdState.UP || event.from() == BfdState.UP) {
            lane.log(
                    new SpeakerEvent.PathChanged(
                            event.neighbor(),
                            neighbor.settings().name(),
                            event.to().label(),
                            event.to() == BfdState.UP ? "" : event.why()));
        }
        if (event.broken()) {
            neighbor.pathBroken(event, ports.clock().nanos());
        }
    }

    // ---- what the operator wants ----

    /// Takes a command; the answer comes now or in later turns.
    ///
    /// @param command what is wanted
    /// @param answer where the answer goes
    public void submit(Command command, Answer answer) {
        if (stopping) {
            answer.end(Outcome.failed(Fault.STOPPING, "the daemon is stopping", ""));
        } else {
            operations.run(command, answer, ports.clock().nanos());
            workLeft = true;
        }
    }

    /// Carries out a change of the configuration, or only says what it would do.
    ///
    /// @param change what is wanted
    /// @param answer takes a row for each step of the plan
    public void change(Change change, Answer answer) {
        if (stopping) {
            answer.end(Outcome.failed(Fault.STOPPING, "the daemon is stopping", ""));
        } else if (!queries.add(new ChangeQuery(this, change), answer)) {
            answer.end(Outcome.failed(Fault.BUSY, "too many commands at once", "try again"));
        }
        workLeft = true;
    }

    // ---- the loop ----

    /// When [#turn] wants to be called again if nothing happens before.
    ///
    /// @return nanoseconds of the lane's clock; a moment that has passed means now
    public long nextDeadlineNanos() {
        return workLeft || stopped()
                ? nowNanos
                : Math.min(
                        Math.min(lane.deadlines().next(), kernel.deadlineNanos()),
                        lane.recovery().deadlineNanos(neighborhood.all()));
    }

    /// One turn.
    public void turn() {
        Clock clock = ports.clock();
        nowNanos = clock.nanos();
        workLeft = false;
        read(nowNanos);
        rpki.turn(nowNanos);
        long mark = ends(Phase.INPUT, nowNanos);
        decide(mark + DECIDE_NANOS);
        settled = rowsLeft == 0 && !(summaries.run() | routeConditions.run());
        workLeft |= lane.recovery().turn(settled, kernel, neighborhood.all(), nowNanos);
        mark = ends(Phase.DECIDE, mark);
        workLeft |= kernel.turn(this::heardAll, mark + KERNEL_NANOS);
        mark = ends(Phase.KERNEL, mark);
        workLeft |= output.run(mark, mark + EXPORT_NANOS);
        mark = ends(Phase.EXPORT, mark);
        boolean asked = queries.run(clock, mark + QUERY_NANOS); // may set workLeft: a reload does
        workLeft |= asked;
        waits.run();
        watchSpace();
        mark = ends(Phase.QUERIES, mark);
        counters.turn(nowNanos, mark);
        lane.heard(mark);
        workLeft |= lane.anyReady() || !settled || rpki.workLeft();
    }

    /// Looks at the timers between any two phases: a KEEPALIVE that is due waits for the rest of a
    /// phase, never for a whole turn.
    private long ends(Phase phase, long fromNanos) {
        long now = counters.took(phase, fromNanos, ports.clock().nanos());
        if (lane.deadlines().next() > now) {
            return now;
        }
        lane.deadlines().run(now);
        return counters.took(Phase.HOUSEKEEPING, now, ports.clock().nanos());
    }

    /// Who did not get a turn stands in front of those that had one and have more: nobody is so
    /// loud that others are not heard.
    private void read(long fromNanos) {
        List<Link> round = lane.takeReady();
        int more = 0;
        long now = fromNanos;
        for (int i = 0; i < round.size(); i++) {
            Link link = round.get(i);
            link.ready(false);
            if (link.closed()) {
                continue;
            }
            if (rowsLeft > ROWS_BEHIND_MOST || now - fromNanos > INPUT_NANOS) {
                lane.markReady(link);
                continue;
            }
            if (input.run(link, fromNanos)) {
                round.set(more++, link);
            }
            now = ports.clock().nanos();
        }
        for (int i = 0; i < more; i++) {
            lane.markReady(round.get(i));
        }
        round.clear();
    }

    private void decide(long untilNanos) {
        do {
            rowsLeft = rib.turn(ROWS_A_STEP);
        } while (rowsLeft > 0 && ports.clock().nanos() < untilNanos);
    }

    /// Whether every neighbor that is to come has told all that it has, and all is decided.
    private boolean heardAll() {
        return rowsLeft == 0 && neighborhood.all().stream().allMatch(Neighbor::heardAll);
    }

    /// Warns when the tables get full; again only after there was clearly more room.
    private void watchSpace() {
        int percent = rib.percentUsed();
        int reached = percent >= 90 ? 90 : percent >= 80 ? 80 : 0;
        if (reached > warnedPercent) {
            RibTotals totals = rib.totals();
            log(
                    new SpeakerEvent.TablesFilling(
                            percent,
                            totals.usedOctets(),
                            totals.limitOctets(),
                            "at the limit, who announces more is ended; see `godwit explain"
                                    + " GW-3010`"));
            warnedPercent = reached;
        } else if (percent < warnedPercent - 5) {
            warnedPercent = reached;
        }
    }

    // ---- what can be seen and changed from inside ----

    Optional<Neighbor> neighbor(Address address) {
        return neighborhood.at(address);
    }

    void log(SpeakerEvent event) {
        lane.log(event);
    }

    /// How we would become something else.
    ///
    /// @param to what we would be
    /// @return the steps to it; nothing is changed
    public Plan planTo(SpeakerSettings to) {
        return Plan.between(settings(), to, neighborhood.came());
    }

    /// What the RPKI would say of routes with other settings; empty when that stays the same.
    Optional<Validation> proposed(RpkiSettings wanted) {
        return rpki.proposed(wanted);
    }

    /// Becomes what a plan says, in one go: no message is read and none is sent between two steps.
    ///
    /// @param plan of [#planTo], made since the last change
    /// @param now the time
    public void become(Plan plan, long now) {
        neighborhood.become(plan, now);
        becomeOriginator(plan);
        rpki.become(plan.to().rpki(), now);
        becomeKernel(plan.to());
        summaries.become(plan.to().aggregates());
        rib.rejectTag(plan.to().rejectTag());
        rib.med(plan.to().med());
        workLeft = true;
    }

    private void becomeKernel(SpeakerSettings settings) {
        kernel.become(settings.kernel());
        List<KernelImport> imports =
                settings.kernel().map(KernelSettings::imports).orElse(List.of());
        redistribution.become(imports, kernel.table());
        routeConditions.kernel(kernel.table());
    }

    /// Routes that an operator originated or withdrew by command stay as they are.
    private void becomeOriginator(Plan plan) {
        Set<OriginateWish> before = new HashSet<>(plan.from().originated());
        plan.withdrawn().forEach(this::withdraw);
        for (OriginateWish wish : plan.to().originated()) {
            if (!before.contains(wish)) {
                boolean known = originations.prefixes().contains(wish.prefix());
                add(wish);
                if (!known && originations.prefixes().contains(wish.prefix())) {
                    log(new SpeakerEvent.Originated(wish.prefix()));
                }
            }
        }
        conditions.settle();
    }

    /// An own route more.
    ///
    /// @param prefix which
    /// @return why it cannot be; empty when it is ours from now on
    public Optional<String> originate(Prefix prefix) {
        if (originations.prefixes().contains(prefix)) {
            return Optional.empty();
        }
        Optional<String> shortage = rib.shortage();
        if (shortage.isEmpty()) {
            originations.add(OriginateWish.of(prefix));
            log(new SpeakerEvent.Originated(prefix));
        }
        return shortage;
    }

    /// What the configuration wants, and perhaps wants otherwise than before.
    private void add(OriginateWish wish) {
        Optional<String> shortage = rib.shortage();
        if (shortage.isPresent() && !originations.prefixes().contains(wish.prefix())) {
            log(new SpeakerEvent.NotOriginated(wish.prefix(), shortage.get()));
        } else {
            originations.add(wish);
        }
    }

    /// An own route less.
    ///
    /// @param prefix which
    /// @return false when it was not ours
    public boolean withdraw(Prefix prefix) {
        if (!originations.remove(prefix)) {
            return false;
        }
        conditions.settle();
        log(new SpeakerEvent.Withdrawn(prefix));
        return true;
    }

    @Override
    public SpeakerSettings settings() {
        return lane.settings();
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public List<NeighborView> neighbors() {
        return neighborhood.views();
    }

    @Override
    public Rib rib() {
        return rib;
    }

    @Override
    public RpkiView rpki() {
        return rpki;
    }

    @Override
    public KernelView kernel() {
        return kernel;
    }

    @Override
    public PathView paths() {
        return lane.paths();
    }

    @Override
    public Optional<RestartRow> restart() {
        return lane.recovery().row(neighborhood.all(), nowNanos());
    }

    /// Ends the wait for neighbors after a restart; false when there is none.
    boolean recover() {
        workLeft = true;
        return lane.recovery().hurry();
    }

    @Override
    public LaneCounters counters() {
        return counters;
    }

    @Override
    public Interfaces interfaces() {
        return ports.interfaces();
    }

    @Override
    public long nowNanos() {
        return ports.clock().nanos();
    }

    @Override
    public Instant wall(long nanos) {
        return ports.clock().wall().minusNanos(ports.clock().nanos() - nanos);
    }

    @Override
    public long startedNanos() {
        return startedNanos;
    }

    @Override
    public Set<Prefix> originated() {
        return originations.prefixes();
    }

    @Override
    public List<OwnRouteState> ownRoutes() {
        return own.all();
    }

    @Override
    public long strangersRefused() {
        return neighborhood.strangers().refused();
    }

    @Override
    public List<Stranger> strangers() {
        return neighborhood.strangers().latest();
    }
}
