package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;
import io.godwit.speaker.Configuration;
import io.godwit.wire.Prefix;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// `show config`: which configuration runs, how the last change went, the way back.
public final class ShowConfig implements ShowCommand {
    /// The one row.
    ///
    /// @param source where what runs came from
    /// @param since when
    /// @param neighbors configured
    /// @param ranges of neighbors that are not written one by one
    /// @param originated own routes in it
    /// @param lastChange when something was tried last
    /// @param lastSource what that was
    /// @param lastSuccess whether it was carried out
    /// @param lastText why not, or what followed
    /// @param confirmUntil when the last change is undone unless confirmed
    /// @param confirmSeconds how long that is
    /// @param rollback what `rollback` leads to
    /// @param rejectTag what rejected routes are shown with
    /// @param byCommand what operators changed that no file says
    public record Row(
            String source,
            Instant since,
            int neighbors,
            int ranges,
            int originated,
            Optional<Instant> lastChange,
            Optional<String> lastSource,
            Optional<Boolean> lastSuccess,
            Optional<String> lastText,
            Optional<Instant> confirmUntil,
            OptionalLong confirmSeconds,
            Optional<String> rollback,
            Optional<String> rejectTag,
            List<String> byCommand) {}

    ShowConfig() {}

    @Override
    public String name() {
        return "show config";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        return (maxRows, out) -> Query.ofRow(row(speaker)).step(maxRows, out);
    }

    private static Row row(SpeakerView speaker) {
        Configuration configuration = speaker.configuration();
        Optional<Configuration.Attempt> last = configuration.last();
        OptionalLong until = configuration.confirmUntilNanos();
        return new Row(
                configuration.source(),
                speaker.shown(configuration.sinceNanos()),
                speaker.settings().neighbors().size(),
                speaker.settings().ranges().size(),
                speaker.settings().originated().size(),
                last.map(l -> speaker.shown(l.atNanos())),
                last.map(Configuration.Attempt::source),
                last.map(Configuration.Attempt::success),
                last.map(Configuration.Attempt::text).filter(t -> !t.isEmpty()),
                until.isPresent()
                        ? Optional.of(speaker.shown(until.getAsLong()))
                        : Optional.empty(),
                until.isPresent()
                        ? OptionalLong.of(-speaker.secondsSince(until.getAsLong()))
                        : OptionalLong.empty(),
                configuration.previous(),
                speaker.settings().rejectTag().map(Object::toString),
                byCommand(speaker));
    }

    private static List<String> byCommand(SpeakerView speaker) {
        List<String> all = new ArrayList<>();
        for (NeighborView neighbor : speaker.neighbors()) {
            if (neighbor.adminDown() != neighbor.settings().shutdown().on()) {
                all.add(
                        "neighbor "
                                + neighbor.settings().address()
                                + (neighbor.adminDown() ? " shutdown" : " enable"));
            }
            neighbor.maintenance()
                    .ifPresent(on ->
                            all.add(
                                    "neighbor "
                                            + neighbor.settings().address()
                                            + " graceful-shutdown "
                                            + (on ? "on" : "off")));
        }
        Set<Prefix> said = speaker.settings().originatedPrefixes();
        for (Prefix prefix : speaker.originated()) {
            if (!said.remove(prefix)) {
                all.add("originate " + prefix);
            }
        }
        said.forEach(prefix -> all.add("withdraw " + prefix));
        return all;
    }
}
