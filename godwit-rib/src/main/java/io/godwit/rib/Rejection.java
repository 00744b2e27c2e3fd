package io.godwit.rib;

import io.godwit.policy.Place;
import io.godwit.policy.Program;
import io.godwit.policy.RejectPoint;

import java.util.Optional;

/// Why a path takes no part in the decision, for people.
///
/// @param label in a word; empty if it does take part
/// @param text in a line
/// @param by the statement; empty if a rule of the protocol did it
record Rejection(String label, String text, Optional<RejectPoint> by) {
    /// What a path keeps of it.
    ///
    /// @param program that judged it
    static Rejection of(Program program, int reason) {
        if (!Reason.isPoint(reason)) {
            Reason rule = Reason.of(reason);
            return new Rejection(rule.label(), rule.text(), Optional.empty());
        }
        RejectPoint by = program.rejectPoint(Reason.point(reason));
        String where = by.at().equals(Place.NONE) ? by.policy() : by.policy() + ", " + by.at();
        return new Rejection(by.label(), by.label() + " (" + where + ")", Optional.of(by));
    }

    /// The label alone.
    static String label(Program program, int reason) {
        return Reason.isPoint(reason)
                ? program.rejectPoint(Reason.point(reason)).label()
                : Reason.of(reason).label();
    }
}
