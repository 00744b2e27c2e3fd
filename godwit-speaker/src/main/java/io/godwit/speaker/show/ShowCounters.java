package io.godwit.speaker.show;

import io.godwit.rib.RejectedCount;
import io.godwit.session.State;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.NeighborHistory;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Address;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// `show counters`: what can be counted of each neighbor, and nothing that has to be put into
/// words; what metrics are made of.
public final class ShowCounters implements ShowCommand {
    /// One neighbor.
    ///
    /// @param address where it is
    /// @param name its name; empty for none
    /// @param as its AS
    /// @param group its group in the configuration; empty for none
    /// @param state as [NeighborRow#state]
    /// @param adminDown shut down by our operator
    /// @param since when the state began
    /// @param flaps Established sessions that ended
    /// @param transitions changes of state
    /// @param notifications counted by kind
    /// @param queuedOctets that wait because its connection takes no more
    /// @param messages counted by type
    /// @param discardedUpdates UPDATEs of which attributes were discarded (RFC 7606)
    /// @param treatedAsWithdraw UPDATEs treated as withdrawals (RFC 7606)
    /// @param families routes by family
    /// @param rejected routes by what rejects them
    public record Row(
            Address address,
            String name,
            long as,
            String group,
            String state,
            boolean adminDown,
            Instant since,
            long flaps,
            List<Entered> transitions,
            List<Notified> notifications,
            long queuedOctets,
            NeighborRow.Messages messages,
            long discardedUpdates,
            long treatedAsWithdraw,
            List<NeighborRow.Routes> families,
            List<Rejected> rejected) {}

    /// Changes to one state.
    ///
    /// @param state as [NeighborRow#state]
    /// @param times how often it began
    public record Entered(String state, long times) {}

    /// NOTIFICATIONs of one kind.
    ///
    /// @param direction `sent` or `received`
    /// @param code RFC 4271 §4.5; 0 for one that nobody has defined
    /// @param subcode RFC 4271 §4.5
    /// @param times how many
    public record Notified(String direction, int code, int subcode, long times) {}

    /// Routes with one label.
    ///
    /// @param family its name
    /// @param label of the statement or of the rule
    /// @param routes how many
    public record Rejected(String family, String label, long routes) {}

    ShowCounters() {}

    @Override
    public String name() {
        return "show counters";
    }

    @Override
    public String list() {
        return "neighbors";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return Query.ofEach(speaker::neighbors, neighbor -> row(neighbor, speaker));
    }

    private static Row row(NeighborView neighbor, SpeakerView speaker) {
        NeighborSettings settings = neighbor.settings();
        return new Row(
                settings.address(),
                settings.name(),
                neighbor.as(),
                settings.identity().group(),
                neighbor.state().label(),
                neighbor.adminDown(),
                speaker.shown(neighbor.history().sinceNanos()),
                neighbor.history().flaps(),
                entered(neighbor.history()),
                notified(neighbor.history()),
                neighbor.queuedOctets(),
                NeighborRow.messages(neighbor),
                neighbor.history().discarded(),
                neighbor.history().treatedAsWithdraw(),
                NeighborRow.families(neighbor, speaker),
                rejected(neighbor, speaker));
    }

    private static List<Entered> entered(NeighborHistory history) {
        List<Entered> all = new ArrayList<>();
        for (State state : State.values()) {
            all.add(new Entered(state.label(), history.entered(state)));
        }
        return all;
    }

    private static List<Notified> notified(NeighborHistory history) {
        List<Notified> all = new ArrayList<>();
        history.notifications()
                .forEach((kind, times) ->
                        all.add(
                                new Notified(
                                        kind.sent() ? "sent" : "received",
                                        kind.code(),
                                        kind.subcode(),
                                        times)));
        return all;
    }

    /// Several statements may have one label: it is counted once.
    private static List<Rejected> rejected(NeighborView neighbor, SpeakerView speaker) {
        List<Rejected> all = new ArrayList<>();
        if (neighbor.peer().isEmpty()) {
            return all;
        }
        for (RejectedCount count : speaker.rib().rejected(neighbor.peer().get())) {
            String family = count.family().name();
            long before = 0;
            for (int i = 0; i < all.size(); i++) {
                Rejected one = all.get(i);
                if (one.family().equals(family) && one.label().equals(count.label())) {
                    before = all.remove(i).routes();
                }
            }
            all.add(new Rejected(family, count.label(), before + count.routes()));
        }
        return all;
    }
}
