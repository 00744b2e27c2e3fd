package io.godwit.bfd;

/// How a session stands at a moment.
///
/// @param path what it watches
/// @param state its state
/// @param remoteState the other side's, as it said last
/// @param localDiagnostic why it went down last, as we see it
/// @param remoteDiagnostic the same as the other side says
/// @param localDiscriminator ours
/// @param remoteDiscriminator the other side's; 0 = unknown
/// @param transmitMicros how often we send, before jitter; 0 = the other side wants nothing now
/// @param receiveMicros how often the other side sends at most; 0 = unknown
/// @param detectionMicros after how much silence it goes down; 0 = unknown
/// @param remoteMultiplier the other side's; 0 = unknown
/// @param polling whether an answer to changed times is awaited
/// @param remoteDemand whether the other side wants no packets while both are Up
/// @param sinceNanos when its state began, on the clock of who runs it
/// @param flaps how often it went from Up to Down
/// @param sent packets
/// @param received packets that were taken
/// @param lastHeardNanos when the last one was
public record SessionReport(
        Path path,
        BfdState state,
        BfdState remoteState,
        int localDiagnostic,
        int remoteDiagnostic,
        int localDiscriminator,
        int remoteDiscriminator,
        long transmitMicros,
        long receiveMicros,
        long detectionMicros,
        int remoteMultiplier,
        boolean polling,
        boolean remoteDemand,
        long sinceNanos,
        long flaps,
        long sent,
        long received,
        long lastHeardNanos) {}
