package io.godwit.speaker.show;

import io.godwit.session.State;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Outcome;

import java.util.List;
import java.util.Optional;

/// Says whose rejected routes cannot be shown, so that nobody takes silence for acceptance.
public final class NotKept {
    private static final int NAMED_MOST = 3;

    private NotKept() {}

    /// Stands above the rows.
    ///
    /// @param notKept one line
    public record Head(String notKept) {}

    /// The line about these neighbors; empty when all that are up keep what they reject.
    static Optional<String> note(List<? extends NeighborView> neighbors) {
        List<String> who =
                neighbors.stream()
                        .filter(n -> n.state() == State.ESTABLISHED)
                        .filter(n -> !n.settings().policies().keepRejected())
                        .map(n -> n.settings().address().toString())
                        .toList();
        String whose = who.size() > NAMED_MOST ? who.size() + " neighbors" : String.join(", ", who);
        return who.isEmpty()
                ? Optional.empty()
                : Optional.of("rejected routes of " + whose + " are not kept (`keep-rejected no`)");
    }

    /// The query with the line above its rows.
    static Query above(Optional<String> note, Query rows) {
        return note.isEmpty() ? rows : new Headed(note.get(), rows);
    }

    private static final class Headed implements Query {
        private final String note;
        private final Query rows;
        private boolean told;

        Headed(String note, Query rows) {
            this.note = note;
            this.rows = rows;
        }

        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            if (!told) {
                out.head(new Head(note));
                told = true;
            }
            return rows.step(maxRows, out);
        }
    }
}
