package io.godwit.speaker.show;

import io.godwit.policy.Confederation;
import io.godwit.rib.RibTotals;
import io.godwit.session.State;
import io.godwit.speaker.Arguments;
import io.godwit.wire.Address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `show router`: who we are and how much we hold.
public final class ShowRouter implements ShowCommand {
    /// The one row.
    ///
    /// @param routerId our BGP identifier
    /// @param as our AS
    /// @param version of the program
    /// @param started when
    /// @param uptimeSeconds since then
    /// @param confederation the AS number of our confederation, 0 = none
    /// @param neighbors configured
    /// @param established of these
    /// @param shutDown administratively down
    /// @param originated own routes
    /// @param refusedConnections from addresses that are no neighbor
    /// @param families the tables
    /// @param attributeBlocks sets of path attributes held
    /// @param attributeOctets octets they take
    /// @param usedOctets of memory that routes take
    /// @param limitOctets how much of that there may be; who announces more is ended
    /// @param updateGroups sets of neighbors that are sent the same octets
    /// @param undecided prefixes whose decision is still to run
    /// @param fellBehind how often a neighbor read so slowly that it left the shared log
    /// @param restart of this router, until it is over
    public record Row(
            Address routerId,
            long as,
            long confederation,
            String version,
            Instant started,
            long uptimeSeconds,
            int neighbors,
            int established,
            int shutDown,
            int originated,
            long refusedConnections,
            List<Table> families,
            long attributeBlocks,
            long attributeOctets,
            long usedOctets,
            long limitOctets,
            int updateGroups,
            long undecided,
            long fellBehind,
            Optional<RestartRow> restart) {}

    /// The table of one family.
    ///
    /// @param family its name
    /// @param prefixes with at least one path
    /// @param paths accepted and rejected
    /// @param best prefixes with a best path
    public record Table(String family, long prefixes, long paths, long best) {}

    ShowRouter() {}

    @Override
    public String name() {
        return "show router";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return (maxRows, out) -> Query.ofRow(row(speaker)).step(maxRows, out);
    }

    static Row row(SpeakerView speaker) {
        RibTotals totals = speaker.rib().totals();
        List<NeighborView> neighbors = speaker.neighbors();
        return new Row(
                Address.ofV4(speaker.settings().routerId()),
                speaker.settings().as(),
                speaker.settings().confederation().map(Confederation::id).orElse(0L),
                speaker.settings().version(),
                speaker.shown(speaker.startedNanos()),
                speaker.secondsSince(speaker.startedNanos()),
                neighbors.size(),
                (int) neighbors.stream().filter(n -> n.state() == State.ESTABLISHED).count(),
                (int) neighbors.stream().filter(NeighborView::adminDown).count(),
                speaker.originated().size(),
                speaker.strangersRefused(),
                totals.families().stream()
                        .map(t -> new Table(t.family().name(), t.prefixes(), t.paths(), t.best()))
                        .toList(),
                totals.attributeBlocks(),
                totals.attributeOctets(),
                totals.usedOctets(),
                totals.limitOctets(),
                totals.groups(),
                totals.undecided(),
                totals.fellBehind(),
                speaker.restart());
    }
}
