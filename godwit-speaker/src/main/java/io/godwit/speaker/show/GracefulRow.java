package io.godwit.speaker.show;

import io.godwit.session.Negotiated;
import io.godwit.wire.Family;
import io.godwit.wire.cap.GracefulRestart;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Graceful restart with a neighbor (RFC 4724).
///
/// @param mode what is configured: `yes`, `helper` or `no`
/// @param keeps families whose routes are kept when it is lost
/// @param restartTime how long then, in seconds; absent when nothing is kept
/// @param staleFor seconds until its routes that are stale go, at most; absent when none is stale
public record GracefulRow(
        String mode, List<String> keeps, OptionalInt restartTime, OptionalLong staleFor) {
    private static final long SECOND_NANOS = 1_000_000_000L;

    public GracefulRow {
        keeps = List.copyOf(keeps);
    }

    static GracefulRow of(NeighborView neighbor, SpeakerView speaker) {
        Optional<Negotiated> agreed = neighbor.negotiated();
        List<Family> keeps = agreed.map(Negotiated::retained).orElse(List.of());
        OptionalLong until = neighbor.staleUntilNanos();
        return new GracefulRow(
                neighbor.settings().offers().graceful().mode().word(),
                keeps.stream().map(Family::name).toList(),
                agreed.flatMap(Negotiated::graceful).filter(_ -> !keeps.isEmpty()).stream()
                        .mapToInt(GracefulRestart::timeSeconds)
                        .findFirst(),
                until.isPresent()
                        ? OptionalLong.of((until.getAsLong() - speaker.nowNanos()) / SECOND_NANOS)
                        : OptionalLong.empty());
    }
}
