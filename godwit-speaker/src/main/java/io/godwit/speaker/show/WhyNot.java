package io.godwit.speaker.show;

import io.godwit.policy.PolicyChain;
import io.godwit.rib.PeerCounts;
import io.godwit.session.Down;
import io.godwit.session.DownCause;
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
        if (neighbor.adminDown()) {
            String text = neighbor.adminText();
            return Optional.of(
                    text.isEmpty()
                            ? "administratively down"
                            : "administratively down: \"" + text + "\"");
        }
        return neighbor.state() == State.ESTABLISHED
                ? noPolicy(neighbor.settings()).or(() -> nothingAccepted(neighbor, speaker))
                : Optional.of(notUp(neighbor, speaker));
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

    private static String notUp(NeighborView neighbor, SpeakerView speaker) {
        Optional<Down> failure = neighbor.lastDown();
        if (failure.isPresent() && failure.get().cause() != DownCause.ADMIN_SHUTDOWN_HERE) {
            String now = failure.get().text();
            String before =
                    neighbor.history()
                            .told()
                            .filter(told -> !told.text().equals(now))
                            .map(told -> told.text() + "; now: ")
                            .orElse("");
            return before + now + again(neighbor, speaker);
        }
        return switch (neighbor.state()) {
            case IDLE -> "not started";
            case CONNECT ->
                    "connecting to "
                            + neighbor.settings().address()
                            + " port "
                            + neighbor.settings().transport().port();
            case ACTIVE ->
                    neighbor.settings().transport().passive()
                            ? "passive: waiting for "
                                    + neighbor.settings().address()
                                    + " to connect"
                            : "waiting to connect again";
            case OPEN_SENT -> "connected, waiting for its OPEN";
            case OPEN_CONFIRM -> "OPEN accepted, waiting for its KEEPALIVE";
            case ESTABLISHED -> "";
        };
    }

    private static String again(NeighborView neighbor, SpeakerView speaker) {
        if (neighbor.retryNanos().isEmpty()) {
            return "";
        }
        long left = neighbor.retryNanos().getAsLong() - speaker.nowNanos();
        return left <= 0 || left > 3600 * SECOND_NANOS
                ? ""
                : "; next try in " + (left + SECOND_NANOS - 1) / SECOND_NANOS + " s";
    }
}
