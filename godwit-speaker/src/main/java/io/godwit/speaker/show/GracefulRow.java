package io.godwit.speaker.show;

import io.godwit.session.Negotiated;
import io.godwit.wire.Family;
import io.godwit.wire.cap.GracefulRestart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Graceful restart with a neighbor (RFC 4724), and what follows when it does not come back (RFC
/// 9494).
///
/// @param mode what is configured: `yes`, `helper` or `no`
/// @param keeps families whose routes are kept when it is lost
/// @param restartTime how long then, in seconds; absent when nothing is kept
/// @param staleFor seconds until the first of its routes that are stale go, at most; absent when
///   none is stale
/// @param longLivedMode what is configured of long-lived restarts: `yes`, `helper` or `no`
/// @param longLived families whose routes are kept beyond the restart time
public record GracefulRow(
        String mode,
        List<String> keeps,
        OptionalInt restartTime,
        OptionalLong staleFor,
        String longLivedMode,
        List<LongLivedRow> longLived) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    public GracefulRow {
        keeps = List.copyOf(keeps);
        longLived = List.copyOf(longLived);
    }

    /// One family whose routes are kept for long, or may be.
    ///
    /// @param family which
    /// @param staleTime for how many seconds they are kept if it is lost: what it asks for, within
    ///   `long-lived-limit`; absent without a session
    /// @param staleFor seconds until those go that are kept for long now; absent when none is
    /// @param staleUntil when that is; absent when none is
    public record LongLivedRow(
            String family,
            OptionalInt staleTime,
            OptionalLong staleFor,
            Optional<Instant> staleUntil) {}

    static GracefulRow of(NeighborView neighbor, SpeakerView speaker) {
        Optional<Negotiated> agreed = neighbor.negotiated();
        List<Family> keeps = agreed.map(Negotiated::retained).orElse(List.of());
        var wanted = neighbor.settings().offers().graceful();
        return new GracefulRow(
                wanted.mode().word(),
                keeps.stream().map(Family::name).toList(),
                agreed.flatMap(Negotiated::graceful).filter(_ -> !keeps.isEmpty()).stream()
                        .mapToInt(GracefulRestart::timeSeconds)
                        .findFirst(),
                seconds(neighbor.stale().untilNanos(), speaker),
                wanted.longLived().mode().word(),
                List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST).stream()
                        .map(family -> longLived(neighbor, family, speaker))
                        .filter(row -> row.staleTime.isPresent() || row.staleFor.isPresent())
                        .toList());
    }

    private static LongLivedRow longLived(
            NeighborView neighbor, Family family, SpeakerView speaker) {
        int most = neighbor.settings().offers().graceful().longLived().mostSeconds();
        int asked = neighbor.negotiated().map(n -> n.longLivedSeconds(family)).orElse(0);
        OptionalLong until = neighbor.stale().longLivedUntilNanos(family);
        return new LongLivedRow(
                family.name(),
                asked > 0 ? OptionalInt.of(Math.min(asked, most)) : OptionalInt.empty(),
                seconds(until, speaker),
                until.stream().mapToObj(speaker::shown).findFirst());
    }

    private static OptionalLong seconds(OptionalLong until, SpeakerView speaker) {
        return until.isPresent()
                ? OptionalLong.of((until.getAsLong() - speaker.nowNanos()) / SECOND_NANOS)
                : OptionalLong.empty();
    }
}
