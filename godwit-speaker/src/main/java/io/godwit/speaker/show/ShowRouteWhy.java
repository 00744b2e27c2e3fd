package io.godwit.speaker.show;

import io.godwit.rib.Explanation;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;

/// `show route X why`: how the decision went for a prefix, or for the longest one with an address
/// in it. The row is the RIB's [Explanation].
final class ShowRouteWhy implements ShowCommand {
    @Override
    public String name() {
        return "show route why";
    }

    @Override
    public List<String> paths() {
        return List.of("route/{prefix}", "route/{prefix}/why");
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<String> wanted = arguments.text("prefix");
        if (wanted.isEmpty()) {
            arguments.missing("prefix", "203.0.113.0/24 or 203.0.113.7");
            return Query.ending(Outcome.done());
        }
        Optional<Address> address = Address.parse(wanted.get());
        if (address.isEmpty()) {
            Optional<Prefix> prefix = arguments.prefix("prefix");
            return (maxRows, out) ->
                    answer(speaker, speaker.rib().why(prefix.orElseThrow()), wanted.get())
                            .step(maxRows, out);
        }
        return (maxRows, out) ->
                answer(speaker, speaker.rib().why(address.get()), wanted.get()).step(maxRows, out);
    }

    private static Explanation withKernel(SpeakerView speaker, Explanation row) {
        return speaker.kernel()
                .fib()
                .map(fib -> row.withKernel(fib.state(Prefix.parse(row.prefix()).orElseThrow())))
                .orElse(row);
    }

    private static Query answer(
            SpeakerView speaker, Optional<Explanation> explanation, String wanted) {
        Optional<String> note = NotKept.note(speaker.neighbors());
        String help = "`godwit show neighbors` shows who sends routes";
        return explanation
                .map(row -> NotKept.above(note, Query.ofRow(withKernel(speaker, row))))
                .orElseGet(() ->
                        Query.ending(
                                Outcome.failed(
                                        Fault.NO_SUCH_ROUTE,
                                        "no path to " + wanted,
                                        note.map(n -> n + "; " + help).orElse(help))));
    }
}
