package io.godwit.speaker.show;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Outcome;

import java.util.Optional;

/// An answer in the making, stepped on the lane's thread.
public interface Query {
    /// Gives some more.
    ///
    /// @param maxRows rows at most, at least 1
    /// @param out where they go
    /// @return how it ended, or empty when there is more to come
    Optional<Outcome> step(int maxRows, Answer out);

    /// A query that answers with one row, after an optional head.
    ///
    /// @param row the row
    /// @return the query
    static Query ofRow(Record row) {
        return (maxRows, out) -> {
            out.row(row);
            return Optional.of(Outcome.done());
        };
    }

    /// A query that only ends.
    ///
    /// @param outcome how
    /// @return the query
    static Query ending(Outcome outcome) {
        return (maxRows, out) -> Optional.of(outcome);
    }
}
