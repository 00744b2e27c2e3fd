package io.godwit.speaker.show;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Outcome;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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

    /// A query that answers with a row of each.
    ///
    /// @param all of what, as they are at each step
    /// @param row its row
    /// @return the query
    static <T> Query ofEach(Supplier<List<T>> all, Function<T, Record> row) {
        int[] next = new int[1];
        return (maxRows, out) -> {
            List<T> now = all.get();
            int until = Math.min(now.size(), next[0] + maxRows);
            while (next[0] < until) {
                out.row(row.apply(now.get(next[0]++)));
            }
            return next[0] >= now.size() ? Optional.of(Outcome.done()) : Optional.empty();
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
