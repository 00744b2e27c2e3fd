package io.godwit.speaker.show;

import io.godwit.policy.PolicyChain;
import io.godwit.policy.tree.Policy;
import io.godwit.rib.Peer;
import io.godwit.rib.PolicyTried;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Fault;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// `policy try`: a policy on a route that is here, statement by statement. The row is the RIB's
/// [PolicyTried].
final class TryPolicy implements ShowCommand {
    @Override
    public String name() {
        return "policy try";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<String> policy = arguments.text("policy");
        boolean export = arguments.flag("export");
        return NeighborLookup.withPrefix(
                speaker,
                arguments,
                (neighbor, prefix) -> answer(speaker, neighbor, prefix, policy, export));
    }

    private static Query answer(
            SpeakerView speaker,
            NeighborView neighbor,
            Prefix prefix,
            Optional<String> name,
            boolean export) {
        NeighborSettings settings = neighbor.settings();
        Optional<Peer> peer = neighbor.peer();
        if (peer.isEmpty()) {
            return failed(
                    "neighbor " + settings.address() + " is not up",
                    "`godwit show neighbors` says why");
        }
        PolicyChain policy =
                export ? settings.policies().exportPolicy() : settings.policies().importPolicy();
        if (name.isPresent()) {
            TreeMap<String, Policy> known = policies(speaker);
            if (!known.containsKey(name.get())) {
                return unknown(name.get(), known.keySet());
            }
            policy = PolicyChain.of(List.of(known.get(name.get())));
        }
        Address local = neighbor.connection().orElseThrow().local();
        Optional<PolicyTried> tried =
                speaker.rib()
                        .tryPolicy(
                                prefix,
                                peer.get(),
                                policy,
                                settings.facts(
                                        speaker.settings().outsideAs(),
                                        local,
                                        neighbor.negotiated()),
                                export);
        return tried.map(Query::ofRow)
                .orElseGet(() ->
                        failed(
                                export
                                        ? "no path to " + prefix
                                        : settings.address() + " has not sent " + prefix,
                                "`godwit show route " + prefix.address() + "` shows what is here"));
    }

    private static Query failed(String message, String help) {
        return Query.ending(Outcome.failed(Fault.NO_SUCH_ROUTE, message, help));
    }

    private static Query unknown(String name, Set<String> known) {
        return Query.ending(
                Outcome.failed(
                        Fault.BAD_ARGUMENT,
                        "no neighbor has a policy `" + name + "`",
                        known.isEmpty() ? "" : "there are " + String.join(", ", known)));
    }

    /// All that neighbors have, by name.
    private static TreeMap<String, Policy> policies(SpeakerView speaker) {
        TreeMap<String, Policy> all = new TreeMap<>();
        Stream.concat(
                        speaker.settings().neighbors().stream(),
                        speaker.settings().ranges().stream().map(NeighborRange::template))
                .map(NeighborSettings::policies)
                .flatMap(p -> Stream.of(p.importPolicy(), p.exportPolicy()))
                .flatMap(chain -> chain.policies().stream())
                .forEach(policy -> all.put(policy.name(), policy));
        return all;
    }
}
