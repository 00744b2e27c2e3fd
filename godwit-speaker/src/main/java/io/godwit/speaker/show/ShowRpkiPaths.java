package io.godwit.speaker.show;

import io.godwit.rib.ValidationCounts;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;

import java.util.Optional;

/// `show rpki paths`: how many paths of neighbors are valid, invalid, or not found (RFC 6811 §2).
/// All of them are looked at, a slice at a time: their states are kept nowhere.
public final class ShowRpkiPaths implements ShowCommand {
    private static final int PREFIXES_A_STEP = 512;

    /// One family.
    ///
    /// @param family its name
    /// @param valid paths
    /// @param invalid paths
    /// @param notFound paths
    public record Row(String family, long valid, long invalid, long notFound) {}

    ShowRpkiPaths() {}

    @Override
    public String name() {
        return "show rpki paths";
    }

    @Override
    public String list() {
        return "families";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return new Counting(speaker.rib().validationCounts());
    }

    private record Counting(ValidationCounts counts) implements Query {
        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            if (counts.step(PREFIXES_A_STEP)) {
                return Optional.empty();
            }
            for (ValidationCounts.Count c : counts.counts()) {
                out.row(new Row(c.family().name(), c.valid(), c.invalid(), c.notFound()));
            }
            return Optional.of(Outcome.done());
        }
    }
}
