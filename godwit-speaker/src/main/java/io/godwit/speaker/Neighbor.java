package io.godwit.speaker;

import io.godwit.bfd.PathEvent;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PrefixSet;
import io.godwit.rib.LimitReached;
import io.godwit.rib.Peer;
import io.godwit.session.Action;
import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.Event;
import io.godwit.session.Graceful;
import io.godwit.session.Negotiated;
import io.godwit.session.NeighborSession;
import io.godwit.session.Protection;
import io.godwit.session.SessionSettings;
import io.godwit.session.State;
import io.godwit.session.Transition;
import io.godwit.speaker.origin.Conditions;
import io.godwit.speaker.plan.Effect;
import io.godwit.speaker.show.NeighborRow;
import io.godwit.speaker.show.NeighborView;
import io.godwit.speaker.show.StaleView;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.Family;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Verdict;
import io.godwit.wire.cap.EnhancedRouteRefresh;
import io.godwit.wire.cap.GracefulRestart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/// One configured neighbor: its session, its connections, its place in the RIB.
///
/// The session decides, this class does: it carries out [Action]s in the order given, and turns
/// what connections tell into [Event]s. Actions are collected first and carried out when the
/// session has returned; what goes wrong meanwhile (a connection that breaks under a NOTIFICATION)
/// becomes an event of its own afterwards, so the session is never entered twice.
final class Neighbor implements Deadlines.Timed, NeighborView {
    private static final long SECOND_NANOS = 1_000_000_000L;

    /// Who restarted too is not waited for, lest both wait for each other (RFC 4724 §4.1); but FRR
    /// says so for two minutes from its start on, though it tells all within a second or two.
    private static final long RESTARTED_NANOS = 10 * SECOND_NANOS;

    private final LaneState lane;
    private NeighborSettings settings;
    private final NeighborSession session;
    private final DefaultRoute defaultRoute;
    private final Traffic traffic = new Traffic();
    private final Deadlines.Entry entry = new Deadlines.Entry(this);
    private final ArrayDeque<Action> wanted = new ArrayDeque<>();
    private final Consumer<Action> want = wanted::addLast;
    private final Links links = new Links();
    private final List<Link> broken = new ArrayList<>();
    private final NeighborHistory history;
    private final Suspicion suspicion;
    private final Retention retention;
    private final Refreshes refreshes;
    private Optional<Link> up = Optional.empty();
    private long actingNanos;
    private boolean acting;
    private Optional<Negotiated> agreed = Optional.empty();
    private boolean adminDown;
    private Optional<Boolean> maintenance = Optional.empty();
    private String adminText = "";

    Neighbor(LaneState lane, Conditions conditions, NeighborSettings settings, int jitterSeed) {
        this.lane = lane;
        this.settings = settings;
        this.history = new NeighborHistory(lane, settings);
        this.suspicion =
                new Suspicion(
                        lane.net(),
                        () -> lane.clock().nanos(),
                        () -> this.settings.transport().protection());
        this.retention = new Retention(lane);
        this.refreshes = new Refreshes(lane, () -> lane.deadlines().earlier(entry));
        this.adminDown = settings.shutdown().on();
        this.adminText = settings.shutdown().text();
        this.session = new NeighborSession(sessionSettings(), jitterSeed);
        this.defaultRoute = new DefaultRoute(lane, conditions, () -> up.map(Link::peer));
        defaultRoute.become(settings.policies().defaultOriginate());
    }

    private SessionSettings sessionSettings() {
        return lane.settings()
                .session(
                        settings,
                        lane.recovery().restart(agreed.isPresent(), settings.offers().families()));
    }

    NeighborSession session() {
        return session;
    }

    // ---- what the operator wants ----

    void start(long nowNanos) {
        history.started(nowNanos);
        suspicion.clear();
        lane.paths().follow(settings, !adminDown);
        session.reconfigure(sessionSettings());
        if (!adminDown && settings.transport().fsm().automaticStart()) {
            on(new Event.ManualStart(), nowNanos);
        }
    }

    void shutdown(String text, long nowNanos) {
        adminDown = true;
        adminText = text;
        lane.paths().follow(settings, false);
        retention.drop(settings, "shut down here");
        on(new Event.ManualStop(Notification.adminShutdown(text)), nowNanos);
    }

    void enable(long nowNanos) {
        adminDown = false;
        adminText = "";
        lane.paths().follow(settings, true);
        on(new Event.ManualStart(), nowNanos);
    }

    /// RFC 8326 §4.2: before and after a maintenance, whatever the configuration says, until the
    /// operator says otherwise.
    void gracefulShutdown(boolean on) {
        maintenance = Optional.of(on);
        settings = settings.inMaintenance(on);
        reevaluate();
    }

    private void reevaluate() {
        up.ifPresent(this::reevaluate);
        retention.lost().ifPresent(this::reevaluate);
    }

    /// Ends the session and lets it start again (RFC 4486 §4, Cease/4).
    void clear(String text, boolean graceful, long nowNanos) {
        if (!graceful) {
            retention.drop(settings, "reset here");
        }
        suspicion.clear();
        on(new Event.AutomaticStop(Notification.adminReset(text), text, graceful), nowNanos);
        startByHand(nowNanos);
    }

    /// Without AllowAutomaticStart nothing but the operator's word starts the session (RFC 4271
    /// §8.1.1), nor behind a limit of prefixes; that it is to be reset is such a word.
    private void startByHand(long nowNanos) {
        boolean waits = !settings.transport().fsm().automaticStart() || isLimited();
        if (waits && !adminDown) {
            on(new Event.ManualStart(), nowNanos);
        }
    }

    private boolean isLimited() {
        return session.lastDown().filter(d -> d.cause() == DownCause.MAX_PREFIXES).isPresent();
    }

    /// Routes anew without a new session: its own are judged again and, where it offers that, asked
    /// for again; ours are sent again.
    ///
    /// @return false when too much waits to be sent
    boolean clearSoft(boolean in, boolean out, long nowNanos) {
        Link link = up.orElseThrow();
        Negotiated negotiated = session.negotiated().orElseThrow();
        if (out) {
            negotiated.families().forEach(f -> lane.rib().refreshRequested(link.peer(), f));
            lane.markOutput(link);
        }
        if (in) {
            reevaluate(link);
        }
        return !in || !negotiated.routeRefresh() || askRefresh(nowNanos);
    }

    /// The configuration says something else of it. Only what [Effect#RESETS] ends an Established
    /// session; one that is not is tried anew, since what changed may be what it lacked.
    void reconfigure(NeighborSettings now, Set<Effect> effects, long nowNanos) {
        NeighborSettings before = settings;
        settings = maintenance.map(now::inMaintenance).orElse(now);
        history.reconfigured(now);
        suspicion.clear();
        retention.reconfigured(now.offers().graceful());
        if (effects.contains(Effect.RESETS) || now.offers().graceful().mode() == Graceful.Mode.NO) {
            retention.drop(now, "its configuration changed");
        }
        session.reconfigure(sessionSettings());
        lane.paths().follow(now, !adminDown);
        boolean runs = session.state() != State.IDLE || now.transport().fsm().automaticStart();
        boolean keyHolds = keyHolds(before);
        if (now.shutdown().on() != before.shutdown().on()) {
            if (now.shutdown().on()) {
                shutdown(now.shutdown().text(), nowNanos);
            } else {
                enable(nowNanos);
            }
        } else if (!adminDown
                && runs
                && (effects.contains(Effect.RESETS)
                        || !keyHolds
                        || up.isEmpty() && effects.contains(Effect.NEXT_SESSION))) {
            on(
                    new Event.AutomaticStop(
                            Notification.cease(Notification.CONFIGURATION_CHANGE),
                            "its configuration changed"),
                    nowNanos);
            on(new Event.ManualStart(), nowNanos);
        } else if (!now.policies().limits().equals(before.policies().limits())
                && isLimited()
                && !adminDown) {
            on(new Event.ManualStart(), nowNanos);
        }
        reevaluate();
        up.ifPresent(link -> limit(link, nowNanos));
        if (!now.policies().orfPrefixes().equals(before.policies().orfPrefixes())) {
            up.ifPresent(this::askOnly);
        }
        defaultRoute.become(now.policies().defaultOriginate());
        // Other times may be due earlier.
        lane.deadlines().earlier(entry);
    }

    /// What is here, and what it was told, by the limits as they are now.
    private void limit(Link link, long nowNanos) {
        limit(link.peer());
        lane.rib().overInLimit(link.peer()).ifPresent(over -> end(over, nowNanos));
        lane.markOutput(link);
    }

    private void limit(Peer peer) {
        lane.rib()
                .limit(
                        peer,
                        settings.policies().limits(),
                        (family, count, limit, over) ->
                                history.nearLimit(
                                        family, count, limit, over, lane.clock().nanos()));
    }

    /// RFC 4486 §4, subcode 1.
    private void end(LimitReached over, long nowNanos) {
        on(new Event.AutomaticStop(over.answer(), over.text()), nowNanos);
    }

    /// What is kept of it; what it is to be told counts when it is back.
    private void reevaluate(Peer lost) {
        Address local = lost.settings().facts().localAddress().orElseThrow();
        PeerFacts facts = facts(local);
        lane.rib().reimport(lost, settings.policies().importPolicy(), facts);
        lane.rib().keepRejected(lost, settings.policies().keepRejected());
    }

    private PeerFacts facts(Address local) {
        return settings.facts(lane.settings().outsideAs(), local, agreed);
    }

    /// A session goes on with the new key: what is under way is sent again until the other side has
    /// it too. Where there is none yet, the next attempt does not wait.
    private boolean keyHolds(NeighborSettings before) {
        Protection now = settings.transport().protection();
        boolean same = now.password().equals(before.transport().protection().password());
        return same || up.isPresent() && up.get().connection().protect(now);
    }

    /// What it has sent, and what it was told, by its policies as they are now; where they mean the
    /// same as before, only the places that `show` names are new.
    private void reevaluate(Link link) {
        PeerFacts facts = facts(link.connection().local());
        lane.rib().reimport(link.peer(), settings.policies().importPolicy(), facts);
        lane.rib().keepRejected(link.peer(), settings.policies().keepRejected());
        lane.rib().reexport(link.peer(), settings.policies().exportPolicy(), facts);
    }

    /// It is no neighbor any more (RFC 4486 §4, Cease/3).
    void remove(long nowNanos) {
        lane.paths().follow(settings, false);
        retention.drop(settings, "it is no neighbor any more");
        defaultRoute.end();
        on(new Event.ManualStop(Notification.cease(Notification.PEER_DECONFIGURED)), nowNanos);
    }

    /// The daemon ends; the neighbor's own state of administration stays as it is.
    void stop(String text, long nowNanos) {
        on(new Event.ManualStop(Notification.adminShutdown(text)), nowNanos);
    }

    /// Asks for all routes again (RFC 2918); false when too much waits to be sent.
    boolean askRefresh(long nowNanos) {
        Optional<Link> link = up;
        if (link.isEmpty()) {
            return false;
        }
        for (Family family : session.negotiated().orElseThrow().families()) {
            if (!send(link.get(), Refreshes.question(family), MessageType.ROUTE_REFRESH)) {
                return false;
            }
        }
        flush(link.get(), nowNanos);
        return true;
    }

    /// Says which prefixes it is to send only (RFC 5291), where it agreed to that.
    private void askOnly(Link link) {
        PrefixSet wanted = settings.policies().orfPrefixes();
        for (Bytes part : refreshes.filters().questions(agreed.orElseThrow(), wanted)) {
            send(link, part, MessageType.ROUTE_REFRESH);
        }
    }

    // ---- what connections tell ----

    /// A connection from the neighbor's address.
    void accepted(Connection connection, long nowNanos) {
        Link link = new Link(lane, this, session.nextAcceptedId(), false);
        adopt(link, connection);
        connection.ttl(settings.ttl());
        if (unprotected().isPresent() || !suspicion.admits(connection)) {
            on(new Event.TcpRequestInvalid(link.id()), nowNanos);
            return;
        }
        if (adminDown && settings.transport().fsm().notifyWithoutOpen()) {
            // The session refuses in Idle; telling why spares the other operator a riddle.
            actingNanos = nowNanos;
            send(link, Notification.adminShutdown(adminText).toMessage(), MessageType.NOTIFICATION);
            links.end(link, actingNanos);
            return;
        }
        on(new Event.TcpAccepted(link.id()), nowNanos);
    }

    void connected(Link link, long nowNanos) {
        link.connected();
        on(new Event.TcpConnected(link.id()), nowNanos);
    }

    void connectFailed(Link link, String why, long nowNanos) {
        links.drop(link);
        on(new Event.TcpFailed(link.id(), hint(why)), nowNanos);
    }

    /// The far end closed, or the connection broke.
    void tcpClosed(Link link, String why, long nowNanos) {
        if (acting) {
            broken.add(link);
        } else if (link.open()) {
            lost(link, why, nowNanos);
            carryOut(nowNanos);
        } else {
            link.close();
        }
    }

    private void lost(Link link, String why, long nowNanos) {
        boolean unknownThere = !link.heard() && session.state() == State.OPEN_SENT;
        String text =
                unknownThere
                        ? why
                                + "; is our address "
                                + link.connection().local()
                                + " configured as a neighbor there?"
                        : why;
        session.on(new Event.TcpClosed(link.id(), text), nowNanos, want);
        // There is nobody to linger for.
        link.close();
    }

    void malformed(Link link, Notification answer, String why, long nowNanos) {
        on(new Event.Malformed(link.id(), answer, why), nowNanos);
    }

    void opened(Link link, Open open, long nowNanos) {
        on(new Event.OpenReceived(link.id(), open), nowNanos);
        link.takes(session.receiveOctets(link.id()));
    }

    void keepalive(Link link, long nowNanos) {
        on(new Event.KeepaliveReceived(link.id()), nowNanos);
    }

    void notified(Link link, Notification told, long nowNanos) {
        history.received(told, nowNanos);
        on(new Event.NotificationReceived(link.id(), told), nowNanos);
    }

    /// An UPDATE before Established: an error, unless it shows that the neighbor has settled on
    /// this connection; then it is to be read.
    boolean settledBy(Link link, long nowNanos) {
        on(new Event.UpdateReceived(link.id()), nowNanos);
        return link.isEstablished() && session.establishedConnection() == link.id();
    }

    /// Whether it says where its answer to a refresh begins and ends (RFC 7313 §4).
    boolean knowsRefreshMarks() {
        return agreed.flatMap(a -> a.theirs().first(EnhancedRouteRefresh.class)).isPresent();
    }

    /// RFC 7606: the RIB found something wrong with an UPDATE.
    ///
    /// @param message all of it, for the log (§6)
    void updateProblem(Link link, Verdict verdict, Bytes message, long nowNanos) {
        String problem = lane.rib().lastProblem();
        history.updateProblem(verdict, problem, message, nowNanos);
        if (verdict == Verdict.RESET) {
            reset(link, lane.rib().lastNotification(), problem, nowNanos);
        }
    }

    private void reset(Link link, Notification answer, String problem, long nowNanos) {
        if (answer.code() == Notification.CEASE) {
            on(new Event.AutomaticStop(answer, problem), nowNanos);
        } else {
            malformed(link, answer, problem, nowNanos);
        }
    }

    /// RFC 2918 §4; a family that was not negotiated is ignored.
    void refreshReceived(Link link, RouteRefresh refresh, long nowNanos) {
        on(new Event.RouteRefreshReceived(link.id()), nowNanos);
        if (!link.open() || !link.isEstablished()) {
            return;
        }
        refreshes.received(
                refresh, session.negotiated().orElseThrow(), link.peer(), settings, nowNanos);
    }

    /// Writes what is to be written.
    void flush(Link link, long nowNanos) {
        Optional<LimitReached> over =
                link.isEstablished() ? lane.rib().overOutLimit(link.peer()) : Optional.empty();
        if (over.isPresent()) {
            end(over.get(), nowNanos);
            return;
        }
        int written = link.flush(Output.OCTETS_A_TURN);
        if (link.wroteSome()) {
            session.octetsSent(link.id(), nowNanos);
        }
        if (written > 0) {
            session.updateSent(nowNanos);
        } else if (written < 0) {
            tcpClosed(link, link.connection().trouble(), nowNanos);
        }
        if (link.blocked()) {
            lane.deadlines().earlier(entry);
        } else if (link.hasMore()) {
            lane.markOutput(link);
        }
    }

    /// RFC 5882 §4.2, told by RFC 9384 §3: the session ends at once; one that is on its way is left
    /// to TCP. While it restarts its routes stay: BFD fails as a side effect of that (§4.3.2),
    /// unless BFD there lives on its own; then nothing is forwarded there any more (§4.3.1).
    void pathBroken(PathEvent event, long nowNanos) {
        if (up.isPresent()) {
            on(
                    new Event.AutomaticStop(
                            Notification.cease(Notification.BFD_DOWN), "BFD: " + event.why()),
                    nowNanos);
        } else if (event.independentThere()) {
            retention.drop(settings, "BFD: " + event.why());
        }
    }

    // ---- time ----

    @Override
    public long deadlineNanos() {
        long deadline = Math.min(session.nextDeadlineNanos(), refreshes.deadlineNanos());
        return Math.min(deadline, retention.deadlineNanos());
    }

    @Override
    public void expired(long nowNanos) {
        if (refreshes.isDue(nowNanos)) {
            refreshes.asked(askRefresh(nowNanos), nowNanos);
        }
        retention.expired(settings, nowNanos);
        session.tick(nowNanos, lane.heardNanos(), links.unreadInputWaits(), want);
        carryOut(nowNanos);
    }

    @Override
    public Deadlines.Entry entry() {
        return entry;
    }

    // ---- what the session wants ----

    private void on(Event event, long nowNanos) {
        session.on(event, nowNanos, want);
        carryOut(nowNanos);
    }

    private void carryOut(long nowNanos) {
        if (acting) {
            return;
        }
        acting = true;
        actingNanos = nowNanos;
        do {
            while (!wanted.isEmpty()) {
                act(wanted.removeFirst());
            }
            if (!broken.isEmpty()) {
                Link link = broken.removeFirst();
                if (links.isOpen(link)) {
                    lost(link, link.connection().trouble(), nowNanos);
                }
            }
        } while (!wanted.isEmpty() || !broken.isEmpty());
        acting = false;
        lane.deadlines().earlier(entry);
    }

    private void act(Action action) {
        switch (action) {
            case Action.Connect(int id) -> connect(id);
            case Action.Send(int id, Bytes message, MessageType type) ->
                    links.of(id)
                            .ifPresent(link -> {
                                send(link, message, type);
                                flush(link, actingNanos);
                            });
            case Action.Close(int id) ->
                    links.of(id).ifPresent(link -> links.end(link, actingNanos));
            case Action.Established(int id, Negotiated negotiated) ->
                    links.of(id).ifPresent(link -> established(link, negotiated));
            case Action.SessionDown(int id, Down why) -> down(id, why);
            case Action.AttemptFailed(int _, Down why) -> {
                suspicion.failed();
                history.attemptFailed(why, actingNanos);
                retention.attemptFailed(why, settings);
            }
            case Action.StateChanged(State from, State to, int rfcEvent, String clause) ->
                    history.stateChanged(from, to, rfcEvent, clause, actingNanos);
        }
    }

    private void connect(int id) {
        Link link = new Link(lane, this, id, true);
        ConnectSpec spec =
                new ConnectSpec(
                        settings.address(),
                        settings.transport().port(),
                        settings.transport().localAddress(),
                        settings.ttl(),
                        settings.transport().protection(),
                        Optional.empty());
        Connection connection = lane.net().connect(spec);
        suspicion.tries(connection);
        adopt(link, connection);
    }

    private void adopt(Link link, Connection connection) {
        link.carriedBy(connection);
        links.add(link);
        lane.remember(connection, link);
    }

    private boolean send(Link link, Bytes message, MessageType type) {
        boolean queued =
                link.send(message, type == MessageType.KEEPALIVE, type == MessageType.NOTIFICATION);
        if (queued) {
            traffic.sent(type.code());
            if (type == MessageType.NOTIFICATION) {
                byte[] octets = new byte[message.length()];
                message.copyTo(octets, 0);
                if (Notification.read(octets, 0, octets.length)
                        instanceof Decoded.Ok<Notification>(Notification told)) {
                    history.sent(told, actingNanos);
                }
            }
        }
        return queued;
    }

    private void established(Link link, Negotiated negotiated) {
        Connection connection = link.connection();
        Address local = connection.local();
        agreed = Optional.of(negotiated);
        Peer peer =
                retention.up(
                        PeerTerms.of(
                                settings,
                                facts(local),
                                NextHops.terms(settings, local, negotiated, lane.interfaces()),
                                negotiated),
                        negotiated);
        lane.rib().forwarding().oneHopAway(peer, settings.oneHopAway());
        link.established(peer, lane.rib().out(peer));
        lane.rib().keepRejected(peer, settings.policies().keepRejected());
        limit(peer);
        if (negotiated.enhancedRouteRefresh()) {
            lane.rib().markRefreshes(peer);
        }
        lane.rib().onWrongNextHop(peer, hop -> history.wrongNextHop(hop, lane.clock().nanos()));
        lane.rib().onRefreshDue(peer, () -> refreshes.due(negotiated));
        lane.rib().onOutput(peer, () -> lane.markOutput(link));
        lane.markOutput(link);
        up = Optional.of(link);
        refreshes.filters().begin(negotiated);
        askOnly(link);
        defaultRoute.tell();
        suspicion.clear();
        session.reconfigure(sessionSettings());
        history.established(link, negotiated, actingNanos);
        withoutNextHop()
                .ifPresent(text ->
                        lane.log(
                                new SpeakerEvent.NoNextHop(
                                        settings.address(), settings.name(), text)));
    }

    /// How long its routes are waited for after our restart (RFC 4724 §4.1): not at all when it has
    /// told them, or says nothing of graceful restart; a moment when it says that it restarted too;
    /// and while it is not back, no longer than it keeps ours, if it has any.
    ///
    /// @param startNanos when we started
    /// @param met whether there may have been a session with it before that
    long awaitedUntilNanos(long startNanos, boolean met) {
        Graceful wanted = settings.offers().graceful();
        int seconds = wanted.deferralSeconds();
        Optional<GracefulRestart> said = agreed.flatMap(Negotiated::graceful);
        if (up.isEmpty()) {
            seconds = adminDown || !met ? 0 : wanted.absentSeconds();
        } else if (heardAll() || said.isEmpty()) {
            seconds = 0;
        } else if (said.get().restarting()) {
            long untilNanos = history.sinceNanos() + RESTARTED_NANOS;
            return Math.min(untilNanos, startNanos + seconds * SECOND_NANOS);
        }
        return startNanos + seconds * SECOND_NANOS;
    }

    /// Has what may be told to it looked at.
    void mayTell() {
        up.ifPresent(lane::markOutput);
    }

    /// Whether it has told all that it has (RFC 4724 §2), or is not to come.
    boolean heardAll() {
        return adminDown && up.isEmpty() || up.isPresent() && owes().isEmpty();
    }

    /// Families of which it has not told all; while there is no session all that are wanted.
    List<Family> owes() {
        return peer().map(peer ->
                        peer.settings().families().stream()
                                .filter(f -> !lane.rib().endOfRibReceived(peer, f))
                                .toList())
                .orElse(settings.offers().families());
    }

    /// The session may have asked to close the connection before it tells that it is down.
    private void down(int id, Down why) {
        if (up.isPresent() && up.get().id() == id) {
            Peer peer = up.get().peer();
            up.get().detached();
            if (adminDown
                    || !retention.keeps(peer, agreed.orElseThrow(), why, settings, actingNanos)) {
                lane.rib().removePeer(peer);
            }
            up = Optional.empty();
            refreshes.sessionEnded();
        }
        suspicion.clear();
        history.down(why, actingNanos);
    }

    /// What the system says, and what an operator should look at.
    private String hint(String why) {
        return isUnreachedByTtl()
                ? why + "; no `multihop`, and it is not on a connected network (TTL 1)"
                : why;
    }

    // ---- what can be seen ----

    @Override
    public NeighborSettings settings() {
        return settings;
    }

    @Override
    public State state() {
        return session.state();
    }

    @Override
    public Optional<Negotiated> negotiated() {
        return session.negotiated();
    }

    @Override
    public Optional<Down> lastDown() {
        return session.lastDown();
    }

    @Override
    public List<Transition> transitions() {
        return session.transitions();
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public Optional<Boolean> maintenance() {
        return maintenance;
    }

    @Override
    public boolean adminDown() {
        return adminDown;
    }

    @Override
    public String adminText() {
        return adminText;
    }

    @Override
    public NeighborHistory history() {
        return history;
    }

    @Override
    public Optional<Peer> peer() {
        return up.map(Link::peer);
    }

    @Override
    public Optional<NeighborRow.Filter> filter(Family family) {
        return refreshes.filters().show(family);
    }

    @Override
    public StaleView stale() {
        return retention;
    }

    @Override
    public Optional<Connection> connection() {
        return up.or(links::firstOpen).map(Link::connection);
    }

    @Override
    public Optional<String> withoutNextHop() {
        return up.flatMap(link ->
                NextHops.missing(
                        link.peer().settings().nextHops(),
                        session.negotiated().orElseThrow(),
                        link.connection().local()));
    }

    @Override
    public long queuedOctets() {
        return up.filter(Link::blocked)
                .map(link -> link.controlOctets() + lane.rib().unwrittenOctets(link.peer()))
                .orElse(0L);
    }

    @Override
    public Optional<String> unprotected() {
        return lane.guards().refusal(settings.address());
    }

    @Override
    public Suspicion suspicion() {
        return suspicion;
    }

    @Override
    public boolean isUnreachedByTtl() {
        return settings.ttl() == 1 && !lane.interfaces().onLink(settings.address());
    }

    @Override
    public OptionalLong retryNanos() {
        boolean waits = session.nextDeadlineNanos() != NeighborSession.NEVER;
        return state() == State.IDLE && !adminDown && waits
                ? OptionalLong.of(session.nextDeadlineNanos())
                : OptionalLong.empty();
    }
}
