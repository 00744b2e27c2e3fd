package io.godwit.speaker.show;

import io.godwit.session.State;
import io.godwit.speaker.Answer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// `show neighbors`: one row a neighbor, with the reason when it is not as it should be.
final class ShowNeighbors implements ShowCommand {
    /// What stands above the table.
    ///
    /// @param routerId our BGP identifier
    /// @param as our AS
    /// @param uptimeSeconds of the speaker
    /// @param neighbors configured
    /// @param established of these
    /// @param ranges where further ones may come from
    /// @param strangers who connected and is no neighbor, latest first
    /// @param restart of this router, until it is over
    public record Head(
            Address routerId,
            long as,
            long uptimeSeconds,
            int neighbors,
            int established,
            List<Range> ranges,
            List<Unknown> strangers,
            Optional<RestartRow> restart) {}

    /// Who connected and is no neighbor.
    ///
    /// @param address who
    /// @param localAddress to which of our addresses
    /// @param times how often
    /// @param secondsAgo when last
    public record Unknown(Address address, Address localAddress, long times, long secondsAgo) {}

    /// Neighbors that are not written one by one.
    ///
    /// @param prefix where they come from
    /// @param as of all of them
    /// @param present how many are here
    /// @param maxNeighbors how many may be
    public record Range(Prefix prefix, long as, long present, int maxNeighbors) {}

    @Override
    public String name() {
        return "show neighbors";
    }

    @Override
    public String list() {
        return "neighbors";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return new Listing(speaker);
    }

    private static final class Listing implements Query {
        private final SpeakerView speaker;
        private final Query rows;
        private boolean begun;

        Listing(SpeakerView speaker) {
            this.speaker = speaker;
            rows =
                    Query.ofEach(
                            speaker::neighbors,
                            neighbor -> NeighborRow.of(neighbor, speaker, false));
        }

        @Override
        public Optional<Outcome> step(int maxRows, Answer out) {
            if (!begun) {
                begun = true;
                out.head(head());
            }
            return rows.step(maxRows, out);
        }

        private Head head() {
            return new Head(
                    Address.ofV4(speaker.settings().routerId()),
                    speaker.settings().as(),
                    speaker.secondsSince(speaker.startedNanos()),
                    speaker.neighbors().size(),
                    (int)
                            speaker.neighbors().stream()
                                    .filter(n -> n.state() == State.ESTABLISHED)
                                    .count(),
                    ranges(),
                    speaker.strangers().stream()
                            .map(s ->
                                    new Unknown(
                                            s.remote(),
                                            s.local(),
                                            s.times(),
                                            speaker.secondsSince(s.lastNanos())))
                            .toList(),
                    speaker.restart());
        }

        private List<Range> ranges() {
            SpeakerSettings settings = speaker.settings();
            List<Address> came =
                    speaker.neighbors().stream().map(n -> n.settings().address()).toList();
            return settings.ranges().stream()
                    .map(range ->
                            new Range(
                                    range.prefix(),
                                    range.template().as(),
                                    came.stream().filter(a -> settings.isOf(range, a)).count(),
                                    range.maxNeighbors()))
                    .toList();
        }
    }
}
