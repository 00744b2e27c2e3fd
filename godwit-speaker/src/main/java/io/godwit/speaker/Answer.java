package io.godwit.speaker;

/// Port: where the answer to one command goes. The lane calls it; JSON and text are made on the far
/// side. Order of calls: `head` at most once, `row` any number of times, `end` exactly once.
public interface Answer {
    /// Facts that stand above the rows.
    ///
    /// @param record a record
    void head(Record record);

    /// One row; called only while there is [#room].
    ///
    /// @param record a record
    void row(Record record);

    /// The end.
    ///
    /// @param outcome how it went
    void end(Outcome outcome);

    /// How many rows may come now. A reader that is slower than the lane says 0, and the query
    /// waits without costing anything.
    ///
    /// @return 0 or more
    int room();

    /// Whether nobody reads any more.
    ///
    /// @return true when the query may be dropped
    boolean cancelled();
}
