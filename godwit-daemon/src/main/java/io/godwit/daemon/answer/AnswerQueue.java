package io.godwit.daemon.answer;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;

/// The answer to one command, on its way from the lane to a client. Records come in on the lane's
/// thread and never wait; the client's thread takes them. A client that reads slowly lets the queue
/// fill, which the lane sees as no [#room]: it makes no more rows than the client reads.
public final class AnswerQueue implements Answer, AutoCloseable {
    private static final int ROWS_WAITING_MOST = 1024;

    /// What comes out, in order: [Head] at most once, [Row] any number of times, [End] once.
    public sealed interface Item {
        /// What is to be written.
        Record record();
    }

    /// What stands above the rows.
    public record Head(Record record) implements Item {}

    /// A row.
    public record Row(Record record) implements Item {}

    /// The end; nothing comes after it.
    public record End(Outcome outcome) implements Item {
        @Override
        public Record record() {
            return outcome;
        }
    }

    private final Runnable wakeLane;
    private final LinkedBlockingQueue<Item> waiting = new LinkedBlockingQueue<>();
    private volatile boolean starving;
    private volatile boolean cancelled;
    private boolean ended;

    /// An answer that has not begun.
    ///
    /// @param wakeLane has the lane look again whether there is room
    public AnswerQueue(Runnable wakeLane) {
        this.wakeLane = wakeLane;
    }

    @Override
    public void head(Record record) {
        waiting.add(new Head(record));
    }

    @Override
    public void row(Record record) {
        waiting.add(new Row(record));
    }

    @Override
    public void end(Outcome outcome) {
        waiting.add(new End(outcome));
    }

    @Override
    public int room() {
        int room = Math.max(0, ROWS_WAITING_MOST - waiting.size());
        starving = room == 0;
        // The queue may have been emptied between the two lines: look again, or nobody wakes us.
        return room > 0 ? room : Math.max(0, ROWS_WAITING_MOST - waiting.size());
    }

    @Override
    public boolean cancelled() {
        return cancelled;
    }

    /// Waits for something and takes all there is, on the client's thread.
    ///
    /// @return at least one
    /// @throws InterruptedException when the client's thread is to end
    public List<Item> take() throws InterruptedException {
        if (starving && waiting.size() < ROWS_WAITING_MOST / 2) {
            starving = false;
            wakeLane.run();
        }
        List<Item> batch = new ArrayList<>();
        batch.add(waiting.take());
        waiting.drainTo(batch);
        ended = batch.getLast() instanceof End;
        return batch;
    }

    /// The client has what it wants: an answer that goes on is dropped.
    @Override
    public void close() {
        if (!ended) {
            cancelled = true;
            wakeLane.run();
        }
    }
}
