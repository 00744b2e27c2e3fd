package io.godwit.speaker.show;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.PeerCounts;
import io.godwit.session.Down;
import io.godwit.session.State;
import io.godwit.speaker.NeighborSettings;

import java.util.List;
import java.util.Optional;

/// The one line that names what keeps a neighbor from working.
public final class WhyNot {
    private static final long SECOND_NANOS = 1_000_000_000L;

    private WhyNot() {}

    /// The line.
    ///
    /// @param neighbor whose
    /// @param speaker whose neighbor
    /// @return empty when all is well
    public static Optional<String> of(NeighborView neighbor, SpeakerView speaker) {
        return diagnosis(neighbor, speaker)
                .map(Diagnosis::english)
                .or(() -> noPolicy(neighbor.settings()))
                .or(neighbor::withoutNextHop)
                .or(() -> nothingAccepted(neighbor, speaker));
    }

    /// What keeps it from being Established; empty when it is.
    static Optional<Diagnosis> diagnosis(NeighborView neighbor, SpeakerView speaker) {
        if (neighbor.adminDown()) {
            String text = neighbor.adminText();
            return Optional.of(
                    new Diagnosis(
                            Trouble.SHUTDOWN_HERE,
                            text.isEmpty()
                                    ? "administratively down"
                                    : "administratively down: \"" + text + "\""));
        }
        if (neighbor.state() == State.IDLE
                && !neighbor.settings().transport().fsm().automaticStart()) {
            String ended = neighbor.lastDown().map(down -> "; ended: " + down.text()).orElse("");
            return Optional.of(
                    new Diagnosis(Trouble.NOT_STARTED, "waits to be started by hand" + ended));
        }
        return neighbor.state() == State.ESTABLISHED
                ? Optional.empty()
                : Optional.of(notUp(neighbor, speaker).withNext(again(neighbor, speaker)));
    }

    /// RFC 8212: without a policy nothing passes between two ASes, and every view says so.
    private static Optional<String> noPolicy(NeighborSettings settings) {
        boolean external = settings.role().ebgp();
        boolean noImport = external && settings.policies().importPolicy().equals(PolicyChain.NONE);
        boolean noExport = external && settings.policies().exportPolicy().equals(PolicyChain.NONE);
        if (noImport && noExport) {
            return Optional.of(
                    "no import and export policy (RFC 8212):"
                            + " add `import accept; export accept;`");
        }
        if (noImport) {
            return Optional.of("no import policy (RFC 8212): add `import accept;`");
        }
        return noExport
                ? Optional.of("no export policy (RFC 8212): add `export accept;`")
                : Optional.empty();
    }

    /// A session that brings routes of which none is used is as good as none.
    private static Optional<String> nothingAccepted(NeighborView neighbor, SpeakerView speaker) {
        if (neighbor.settings().policies().importPolicy().equals(PolicyChain.REJECT)) {
            return Optional.empty();
        }
        long received = 0;
        long rejected = 0;
        long forgotten = 0;
        for (PeerCounts counts : neighbor.peer().map(speaker.rib()::counts).orElse(List.of())) {
            received += counts.received();
            rejected += counts.rejected();
            forgotten += counts.forgotten();
        }
        if (received == 0 && forgotten > 0) {
            return Optional.of("every route rejected, and none kept (`keep-rejected no`)");
        }
        return received > 0 && received == rejected
                ? Optional.of(
                        "every route rejected: `show routes --rejected --neighbor "
                                + neighbor.settings().address()
                                + "` says why")
                : Optional.empty();
    }

    private static Diagnosis notUp(NeighborView neighbor, SpeakerView speaker) {
        Optional<Diagnosis> sure =
                neighbor.unprotected().map(why -> new Diagnosis(Trouble.UNPROTECTED, why));
        return sure.or(() -> Causes.ofDrops(neighbor, speaker))
                .or(() -> lastFailure(neighbor))
                .orElseGet(() -> onItsWay(neighbor, speaker));
    }

    /// What one side told the other is worth more than that later attempts found a closed door.
    private static Optional<Diagnosis> lastFailure(NeighborView neighbor) {
        Optional<Down> failure = neighbor.lastDown().filter(d -> !Causes.isShutDownHere(d));
        return failure.map(last -> {
            Optional<Down> told =
                    neighbor.history().told().or(() -> neighbor.history().unreached(last));
            Trouble cause = Causes.of(told.orElse(last), neighbor);
            Diagnosis now = new Diagnosis(cause, last.text());
            return told.map(before -> now.after(before.text())).orElse(now);
        });
    }

    private static Diagnosis onItsWay(NeighborView neighbor, SpeakerView speaker) {
        NeighborSettings settings = neighbor.settings();
        return switch (neighbor.state()) {
            case IDLE -> new Diagnosis(Trouble.WAITING, "not started");
            case CONNECT -> connecting(neighbor);
            case ACTIVE ->
                    settings.transport().passive()
                            ? waiting(settings, speaker)
                            : new Diagnosis(Trouble.WAITING, "waiting to connect again");
            case OPEN_SENT -> new Diagnosis(Trouble.SILENT, "connected, waiting for its OPEN");
            case OPEN_CONFIRM ->
                    new Diagnosis(Trouble.WAITING, "OPEN accepted, waiting for its KEEPALIVE");
            case ESTABLISHED -> new Diagnosis(Trouble.WAITING, "");
        };
    }

    private static Diagnosis connecting(NeighborView neighbor) {
        NeighborSettings settings = neighbor.settings();
        String to = "connecting to " + settings.address() + " port " + settings.transport().port();
        return neighbor.isUnreachedByTtl()
                ? new Diagnosis(
                        Trouble.NOT_CONNECTED, to + ", which is not on a connected network (TTL 1)")
                : new Diagnosis(Trouble.WAITING, to);
    }

    /// Who waits for one and hears another has most likely written the wrong address.
    private static Diagnosis waiting(NeighborSettings settings, SpeakerView speaker) {
        String passive = "passive: waiting for " + settings.address() + " to connect";
        return speaker.strangers().stream()
                .findFirst()
                .map(s ->
                        new Diagnosis(
                                Trouble.UNKNOWN_HERE,
                                passive + "; unknown neighbor " + s.remote() + " connects instead"))
                .orElseGet(() -> new Diagnosis(Trouble.WAITING, passive));
    }

    private static Diagnosis.Next again(NeighborView neighbor, SpeakerView speaker) {
        if (neighbor.retryNanos().isEmpty()) {
            return Diagnosis.Next.UNKNOWN;
        }
        long left = neighbor.retryNanos().getAsLong() - speaker.nowNanos();
        return left <= 0 || left > 3600 * SECOND_NANOS
                ? Diagnosis.Next.UNKNOWN
                : new Diagnosis.Next((left + SECOND_NANOS - 1) / SECOND_NANOS);
    }
}
