package io.godwit.config.parse;

import io.godwit.config.model.KernelConfig;
import io.godwit.config.model.KernelConfig.KernelImport;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.policy.Chains;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.KernelWords;
import io.godwit.config.words.KernelWords.Protocol;
import io.godwit.config.words.Texts;
import io.godwit.config.words.Word;
import io.godwit.kernel.RouteMark;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Puts together what `kernel { … }` says.
final class KernelAssembler {
    private final Chains chains;
    private final Reporter report;

    KernelAssembler(Chains chains, Reporter report) {
        this.chains = chains;
        this.report = report;
    }

    Optional<KernelConfig> config(Values values, List<NeighborConfig> neighbors) {
        Optional<Given<Texts.Nothing>> kernel = values.get(KernelWords.KERNEL);
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        Values body = kernel.get().body().orElseGet(Values::new);
        checkHolding(body, neighbors);
        RouteMark mark =
                new RouteMark(
                        number(body, KernelWords.TABLE),
                        (int) number(body, KernelWords.PROTOCOL),
                        number(body, KernelWords.METRIC));
        return Optional.of(
                new KernelConfig(
                        mark,
                        imports(body, mark),
                        body.get(KernelWords.EXPORT)
                                .flatMap(e -> chains.chain(e.value()))
                                .orElse(PolicyChain.REJECT),
                        body.get(KernelWords.MULTIPATH).map(Given::value).orElse(1),
                        body.get(KernelWords.BLACKHOLE).map(Given::value).orElse(false),
                        body.get(KernelWords.NEXT_HOP_OBJECTS).map(Given::value).orElse(false),
                        body.get(KernelWords.ANNOUNCE_INSTALLED).map(Given::value).orElse(false),
                        kernel.get().word().place()));
    }

    /// A route server does not forward: what its clients are told is not held, nor what the others
    /// are told of the same tables.
    private void checkHolding(Values body, List<NeighborConfig> neighbors) {
        Optional<Given<Boolean>> holds =
                body.get(KernelWords.ANNOUNCE_INSTALLED).filter(Given::value);
        boolean exports = body.get(KernelWords.EXPORT).isPresent();
        if (holds.isPresent() && !exports && !body.isBroken(KernelWords.EXPORT)) {
            report.warning(
                    Code.NO_EFFECT,
                    holds.get().word(),
                    "without `export` the kernel gets no routes: nothing waits for it",
                    "add `export accept`, or remove it");
        } else if (holds.isPresent()) {
            warnOf(
                    holds.get(),
                    neighbors,
                    n -> n.identity().role() == Role.ROUTE_SERVER_CLIENT,
                    "clients of a route server",
                    "remove it, or the clients");
            warnOf(
                    holds.get(),
                    neighbors,
                    n -> n.offers().addPath().sends(),
                    "neighbors that are told several paths (`add-path send`)",
                    "remove it, or `add-path send`");
        }
    }

    /// They are told paths behind the chosen one, which the kernel never gets.
    private void warnOf(
            Given<Boolean> holds,
            List<NeighborConfig> neighbors,
            Predicate<NeighborConfig> are,
            String who,
            String remedy) {
        neighbors.stream()
                .filter(are)
                .findFirst()
                .ifPresent(one ->
                        report.warning(
                                Code.NO_EFFECT,
                                holds.word(),
                                "in a router with "
                                        + who
                                        + ", like "
                                        + one.address()
                                        + ", nothing waits for the kernel",
                                remedy));
    }

    private static long number(Values body, Word<Long> word) {
        return body.get(word).map(Given::value).orElse(word.example());
    }

    private List<KernelImport> imports(Values body, RouteMark mark) {
        var imports = new ArrayList<KernelImport>();
        Map<Integer, Span> seen = new HashMap<>();
        for (Given<List<Protocol>> given : body.all(KernelWords.IMPORT)) {
            PolicyChain policy =
                    given.body()
                            .flatMap(b -> b.get(KernelWords.POLICY))
                            .flatMap(p -> chains.chain(p.value()))
                            .orElse(PolicyChain.ACCEPT);
            for (Protocol protocol : given.value()) {
                checkOnce(protocol, seen);
                checkOther(protocol, mark);
                Set<Integer> numbers = new HashSet<>(protocol.numbers());
                imports.add(new KernelImport(protocol.name(), numbers, policy));
            }
        }
        return imports;
    }

    private void checkOnce(Protocol protocol, Map<Integer, Span> seen) {
        for (int number : protocol.numbers()) {
            Span first = seen.putIfAbsent(number, protocol.at());
            if (first != null) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        protocol.at(),
                        "routes of protocol " + protocol.at().quoted() + " are imported already",
                        "keep one of them",
                        first,
                        "first here");
                return;
            }
        }
    }

    private void checkOther(Protocol protocol, RouteMark mark) {
        if (protocol.numbers().contains(mark.protocol())) {
            report.error(
                    Code.OUT_OF_RANGE,
                    protocol.at(),
                    "protocol " + mark.protocol() + " is that of our own routes",
                    "they come from BGP already; another number for ours is set by `protocol`");
        }
    }
}
