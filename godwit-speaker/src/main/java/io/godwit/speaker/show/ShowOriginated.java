package io.godwit.speaker.show;

import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Prefix;

import java.util.Iterator;
import java.util.Optional;

/// `show originated`: own routes, who makes each, and why one is not announced.
public final class ShowOriginated implements ShowCommand {
    /// What one maker wants.
    ///
    /// @param prefix where it leads
    /// @param maker `configured`, `kernel` or `aggregate`
    /// @param detail where he has it from; may be empty
    /// @param announced whether it is the one in the tables
    /// @param why why not; empty when it is
    public record Row(
            Prefix prefix, String maker, String detail, boolean announced, Optional<String> why) {}

    ShowOriginated() {}

    @Override
    public String name() {
        return "show originated";
    }

    @Override
    public String list() {
        return "routes";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Iterator<Row> rows = speaker.ownRoutes().iterator();
        return (maxRows, out) -> {
            for (int i = 0; i < maxRows && rows.hasNext(); i++) {
                out.row(rows.next());
            }
            return rows.hasNext() ? Optional.empty() : Optional.of(Outcome.done());
        };
    }
}
