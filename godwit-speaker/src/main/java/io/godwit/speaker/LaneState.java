package io.godwit.speaker;

import io.godwit.bfd.PathWatch;
import io.godwit.kernel.port.Kernel;
import io.godwit.rib.Rib;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the parts of one lane share. Used by one thread.
final class LaneState {
    private SpeakerSettings settings;
    private final Ports ports;
    private final Rib rib;
    private final Deadlines deadlines = new Deadlines();
    private final Guards guards = new Guards(this);
    private final Paths paths = new Paths(this);
    private final Recovery recovery = new Recovery(this);

    /// Only looked up, never iterated: identity hashes have no order worth having.
    private final Map<Connection, Link> links = new IdentityHashMap<>();

    private final ArrayDeque<Link> outputs = new ArrayDeque<>();
    private long heardNanos;
    private List<Link> ready = new ArrayList<>();
    private List<Link> readySpare = new ArrayList<>();

    LaneState(SpeakerSettings settings, Ports ports, Rib rib) {
        this.settings = settings;
        this.ports = ports;
        this.rib = rib;
    }

    /// Until when what neighbors said has been looked for. However late this lane is, because the
    /// machine was, nobody is silent whose input nobody has looked at.
    long heardNanos() {
        return heardNanos;
    }

    /// The network is looked at after this.
    void heard(long nowNanos) {
        heardNanos = nowNanos;
    }

    SpeakerSettings settings() {
        return settings;
    }

    void settings(SpeakerSettings now) {
        settings = now;
    }

    Rib rib() {
        return rib;
    }

    Deadlines deadlines() {
        return deadlines;
    }

    Guards guards() {
        return guards;
    }

    Paths paths() {
        return paths;
    }

    Optional<PathWatch> watch() {
        return ports.paths();
    }

    /// What is left to do after a restart.
    Recovery recovery() {
        return recovery;
    }

    Net net() {
        return ports.net();
    }

    Interfaces interfaces() {
        return ports.interfaces();
    }

    Optional<Kernel> kernel() {
        return ports.kernel();
    }

    Commands commands() {
        return ports.commands();
    }

    Entropy entropy() {
        return ports.entropy();
    }

    Clock clock() {
        return ports.clock();
    }

    void log(SpeakerEvent event) {
        ports.events().event(event);
    }

    /// Remembers which link a connection carries.
    void remember(Connection connection, Link link) {
        links.put(connection, link);
    }

    Optional<Link> link(Connection connection) {
        return Optional.ofNullable(links.get(connection));
    }

    /// A link is closed: nothing of it may come up again.
    void forget(Link link) {
        links.remove(link.connection());
    }

    /// Whether no connection is left.
    boolean idle() {
        return links.isEmpty();
    }

    /// Notes that a link may have UPDATEs to send.
    void markOutput(Link link) {
        if (!link.outputWaits()) {
            link.outputWaits(true);
            outputs.addLast(link);
        }
    }

    /// How many links may have UPDATEs to send.
    int outputs() {
        return outputs.size();
    }

    /// Who waits longest; it is to be marked again if it has more.
    Link takeOutput() {
        Link link = outputs.removeFirst();
        link.outputWaits(false);
        return link;
    }

    /// Notes that unread octets may wait.
    void markReady(Link link) {
        if (!link.ready()) {
            link.ready(true);
            ready.add(link);
        }
    }

    boolean anyReady() {
        return !ready.isEmpty();
    }

    /// Takes the list of links with input; those that still have some are marked again behind the
    /// others, which is what makes it a round.
    List<Link> takeReady() {
        List<Link> taken = ready;
        ready = readySpare;
        readySpare = taken;
        return taken;
    }
}
