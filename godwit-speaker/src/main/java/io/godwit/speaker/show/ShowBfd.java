package io.godwit.speaker.show;

import io.godwit.bfd.BfdSettings;
import io.godwit.bfd.Diagnostic;
import io.godwit.bfd.Refusal;
import io.godwit.bfd.SessionReport;
import io.godwit.speaker.Arguments;
import io.godwit.wire.Address;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `show bfd`: the paths that are watched.
public final class ShowBfd implements ShowCommand {
    private static final long NANOS_A_MILLI = 1_000_000;

    /// The one row.
    ///
    /// @param trouble what keeps BFD from working; absent when nothing does
    /// @param sessions one for each neighbor with `bfd`
    /// @param discarded packets, by what was wrong with them
    public record Row(
            Optional<String> trouble, List<Session> sessions, List<Discarded> discarded) {}

    /// Packets that were discarded (RFC 5880 §6.8.6).
    ///
    /// @param reason in words
    /// @param packets how many
    public record Discarded(String reason, long packets) {}

    /// One session. Times in microseconds are those of the packets.
    ///
    /// @param address the neighbor
    /// @param name its name; absent for none
    /// @param state `Up`, `Init`, `Down` or `AdminDown`
    /// @param remoteState the same as the other side says
    /// @param since when the state began
    /// @param forSeconds since then
    /// @param whyNot what keeps it from being Up, and what helps
    /// @param whyNotZh the same in Chinese
    /// @param hops `one` (RFC 5881) or `several` (RFC 5883)
    /// @param localAddress our address, if one is configured
    /// @param configuredMicros the interval we would like
    /// @param multiplier ours
    /// @param transmitMicros how often we send, before jitter; absent while we do not
    /// @param receiveMicros how often it sends at most
    /// @param detectionMicros after how much silence it is down
    /// @param remoteMultiplier its multiplier
    /// @param localDiagnostic why it went down last, as we see it
    /// @param remoteDiagnostic the same as the other side says
    /// @param localDiscriminator ours
    /// @param remoteDiscriminator its; absent while unknown
    /// @param remoteDemand whether it wants no packets while both are Up
    /// @param flaps how often it went from Up to Down
    /// @param sent packets
    /// @param received packets
    /// @param heardMillisAgo when the last one was
    public record Session(
            Address address,
            Optional<String> name,
            String state,
            String remoteState,
            Instant since,
            long forSeconds,
            Optional<String> whyNot,
            Optional<String> whyNotZh,
            String hops,
            Optional<Address> localAddress,
            long configuredMicros,
            int multiplier,
            OptionalLong transmitMicros,
            OptionalLong receiveMicros,
            OptionalLong detectionMicros,
            OptionalLong remoteMultiplier,
            String localDiagnostic,
            String remoteDiagnostic,
            long localDiscriminator,
            OptionalLong remoteDiscriminator,
            boolean remoteDemand,
            long flaps,
            long sent,
            long received,
            OptionalLong heardMillisAgo) {}

    ShowBfd() {}

    @Override
    public String name() {
        return "show bfd";
    }

    @Override
    public List<String> paths() {
        return List.of("bfd", "bfd/{address}");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        if (arguments.text("address").isEmpty()) {
            return (maxRows, out) ->
                    Query.ofRow(row(speaker, speaker.neighbors())).step(maxRows, out);
        }
        NeighborLookup lookup = NeighborLookup.find(speaker, arguments);
        return lookup.problem()
                .map(Query::ending)
                .orElseGet(() ->
                        (maxRows, out) ->
                                Query.ofRow(row(speaker, List.of(lookup.found())))
                                        .step(maxRows, out));
    }

    private static Row row(SpeakerView speaker, List<NeighborView> of) {
        boolean any = speaker.neighbors().stream().anyMatch(n -> n.settings().bfd().isPresent());
        return new Row(
                any ? speaker.paths().trouble() : Optional.empty(),
                of.stream().flatMap(n -> session(n, speaker).stream()).toList(),
                speaker.paths().refused().entrySet().stream().map(ShowBfd::discarded).toList());
    }

    private static Discarded discarded(Map.Entry<Refusal, Long> of) {
        return new Discarded(of.getKey().words(), of.getValue());
    }

    /// The session with a neighbor; empty when its path is not watched.
    static Optional<Session> session(NeighborView neighbor, SpeakerView speaker) {
        return neighbor.settings()
                .bfd()
                .flatMap(bfd ->
                        speaker.paths()
                                .report(neighbor.settings().address())
                                .map(report -> session(neighbor, bfd, report, speaker)));
    }

    private static Session session(
            NeighborView neighbor, BfdSettings bfd, SessionReport report, SpeakerView speaker) {
        String name = neighbor.settings().name();
        Optional<PathTrouble> trouble = PathTrouble.of(report);
        long heard = (speaker.nowNanos() - report.lastHeardNanos()) / NANOS_A_MILLI;
        return new Session(
                neighbor.settings().address(),
                name.isEmpty() ? Optional.empty() : Optional.of(name),
                report.state().label(),
                report.remoteState().label(),
                speaker.shown(report.sinceNanos()),
                speaker.secondsSince(report.sinceNanos()),
                trouble.map(t -> t.english(report)),
                trouble.map(t -> t.chinese(report)),
                report.path().severalHops() ? "several" : "one",
                report.path().local(),
                bfd.intervalMicros(),
                bfd.multiplier(),
                known(report.transmitMicros()),
                known(report.receiveMicros()),
                known(report.detectionMicros()),
                known(report.remoteMultiplier()),
                Diagnostic.words(report.localDiagnostic()),
                Diagnostic.words(report.remoteDiagnostic()),
                report.localDiscriminator() & 0xffff_ffffL,
                known(report.remoteDiscriminator() & 0xffff_ffffL),
                report.remoteDemand(),
                report.flaps(),
                report.sent(),
                report.received(),
                report.received() == 0 ? OptionalLong.empty() : OptionalLong.of(heard));
    }

    private static OptionalLong known(long value) {
        return value == 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
