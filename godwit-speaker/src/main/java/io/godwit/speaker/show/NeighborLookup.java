package io.godwit.speaker.show;

import io.godwit.rib.Peer;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// A neighbor named by an argument `address` (or `name`): address, name, or the AS number when it
/// has it alone, as the operator likes.
///
/// @param neighbor the one found
/// @param problem why there is none
public record NeighborLookup(Optional<NeighborView> neighbor, Optional<Outcome> problem) {
    private static final int SUGGESTED = 8;

    /// Looks for the neighbor the arguments name.
    ///
    /// @param speaker where
    /// @param arguments what was asked for
    /// @return the neighbor or the problem
    public static NeighborLookup find(SpeakerView speaker, Arguments arguments) {
        Optional<String> name = arguments.text("name");
        Optional<String> wanted = arguments.text("address").or(() -> name);
        if (wanted.isEmpty()) {
            arguments.missing("address", "10.77.0.2");
            return new NeighborLookup(Optional.empty(), arguments.problem());
        }
        return named(speaker, wanted.get());
    }

    /// A query about a prefix and a neighbor that arguments name.
    ///
    /// @param speaker where
    /// @param arguments what was asked for
    /// @param answer what is asked then, when the answer begins
    /// @return the query, or one that ends with the problem
    static Query withPrefix(
            SpeakerView speaker,
            Arguments arguments,
            BiFunction<NeighborView, Prefix, Query> answer) {
        Optional<Prefix> prefix = arguments.prefix("prefix");
        if (prefix.isEmpty()) {
            arguments.missing("prefix", "203.0.113.0/24");
            return Query.ending(Outcome.done());
        }
        NeighborLookup lookup = find(speaker, arguments);
        return lookup.problem()
                .map(Query::ending)
                .orElseGet(() ->
                        (maxRows, out) ->
                                answer.apply(lookup.found(), prefix.get()).step(maxRows, out));
    }

    /// Looks for a neighbor.
    ///
    /// @param speaker where
    /// @param wanted address, name, or AS number
    /// @return the neighbor or the problem
    public static NeighborLookup named(SpeakerView speaker, String wanted) {
        Optional<NeighborView> found = speaker.neighbor(wanted).or(() -> alone(speaker, wanted));
        return new NeighborLookup(
                found,
                found.isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                Outcome.failed(
                                        Fault.NO_SUCH_NEIGHBOR,
                                        "no neighbor `" + wanted + "`",
                                        help(speaker))));
    }

    /// Members of an exchange are known by their AS.
    private static Optional<NeighborView> alone(SpeakerView speaker, String wanted) {
        String digits = wanted.startsWith("AS") ? wanted.substring(2) : wanted;
        List<NeighborView> alike =
                speaker.neighbors().stream()
                        .filter(n -> Long.toString(n.as()).equals(digits))
                        .toList();
        return alike.size() == 1 ? Optional.of(alike.getFirst()) : Optional.empty();
    }

    /// Looks for a neighbor whose session is up.
    ///
    /// @param speaker where
    /// @param wanted address, name, or AS number
    /// @return the neighbor or the problem
    public static NeighborLookup established(SpeakerView speaker, String wanted) {
        NeighborLookup lookup = named(speaker, wanted);
        boolean down = lookup.neighbor.filter(n -> n.peer().isEmpty()).isPresent();
        return down
                ? new NeighborLookup(Optional.empty(), Optional.of(notUp(lookup.found())))
                : lookup;
    }

    /// That its session would have to be up.
    ///
    /// @param neighbor whose
    /// @return the problem
    static Outcome notUp(NeighborView neighbor) {
        return Outcome.failed(
                Fault.NOT_ESTABLISHED,
                "neighbor " + neighbor.settings().address() + " is not up",
                "`godwit show neighbors` says why");
    }

    /// An answer about a session: it ends when that does, as what it walks over is gone then.
    ///
    /// @param neighbor whose session is up
    /// @param query the answer
    /// @return the answer, which looks first
    static Query whileUp(NeighborView neighbor, Query query) {
        Optional<Peer> session = neighbor.peer();
        return (maxRows, out) ->
                neighbor.peer().equals(session)
                        ? query.step(maxRows, out)
                        : Optional.of(notUp(neighbor));
    }

    private static String help(SpeakerView speaker) {
        List<String> known =
                speaker.neighbors().stream().limit(SUGGESTED).map(NeighborLookup::label).toList();
        return known.isEmpty()
                ? "no neighbor is configured"
                : "configured: "
                        + String.join(", ", known)
                        + (speaker.neighbors().size() > SUGGESTED ? ", …" : "");
    }

    private static String label(NeighborView neighbor) {
        NeighborSettings settings = neighbor.settings();
        String name = settings.name().isEmpty() ? "" : settings.name() + ", ";
        return settings.address() + " (" + name + "AS" + neighbor.as() + ")";
    }

    /// The neighbor; only without a problem.
    ///
    /// @return the one found
    public NeighborView found() {
        return neighbor.orElseThrow();
    }
}
