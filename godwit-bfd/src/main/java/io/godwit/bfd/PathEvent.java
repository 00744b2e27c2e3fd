package io.godwit.bfd;

import io.godwit.wire.Address;

/// A session changed its state.
///
/// @param neighbor whose
/// @param from what it was
/// @param to what it is
/// @param localDiagnostic why, as we see it
/// @param remoteDiagnostic why, as the other side says
/// @param byOperatorThere whether the other side was taken down by its operator, which says nothing
///   of the path (RFC 5882 §3.2)
/// @param independentThere whether BFD of the other side outlives its control plane (the C bit), as
///   it said last
/// @param detectionMicros the detection time that held; 0 when nothing was heard before
public record PathEvent(
        Address neighbor,
        BfdState from,
        BfdState to,
        int localDiagnostic,
        int remoteDiagnostic,
        boolean byOperatorThere,
        boolean independentThere,
        long detectionMicros) {
    /// Whether the path is broken: it was Up, and no operator of either side wanted it down.
    public boolean broken() {
        return from == BfdState.UP && to == BfdState.DOWN && !byOperatorThere;
    }

    /// What happened, in words for the operator.
    public String why() {
        return switch (localDiagnostic) {
            case Diagnostic.DETECTION_TIME_EXPIRED ->
                    "nothing heard for " + Times.millis(detectionMicros);
            case Diagnostic.NEIGHBOR_SIGNALED_DOWN ->
                    byOperatorThere
                            ? "administratively down there"
                            : "the neighbor signaled down"
                                    + (remoteDiagnostic == Diagnostic.NONE
                                            ? ""
                                            : " (" + Diagnostic.words(remoteDiagnostic) + ")");
            default -> Diagnostic.words(localDiagnostic);
        };
    }
}
