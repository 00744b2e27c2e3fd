package io.godwit.config.parse;

import io.godwit.config.model.OriginateConfig;
import io.godwit.config.policy.Chains;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.KernelWords;
import io.godwit.config.words.OriginateWords;
import io.godwit.config.words.Words;
import io.godwit.policy.OriginCondition;
import io.godwit.policy.OriginCondition.Route;
import io.godwit.policy.OriginCondition.Where;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts together what `originate … { … }` says.
final class OriginateAssembler {
    private final Chains chains;
    private final Reporter report;

    OriginateAssembler(Chains chains, Reporter report) {
        this.chains = chains;
        this.report = report;
    }

    List<OriginateConfig> all(Values values) {
        var originates = new ArrayList<OriginateConfig>();
        Map<Prefix, Given<Prefix>> seen = new HashMap<>();
        for (Given<Prefix> given : values.all(OriginateWords.ORIGINATE)) {
            Given<Prefix> first = seen.putIfAbsent(given.value(), given);
            if (first == null) {
                originates.add(originate(given, values));
            } else {
                again(given, first);
            }
        }
        checkCircles(values);
        return originates;
    }

    private void again(Given<Prefix> given, Given<Prefix> first) {
        String message = given.value() + " is originated already";
        if (given.body().isEmpty() && first.body().isEmpty()) {
            report.warning(
                    Code.DUPLICATE_ORIGINATE,
                    given.span(),
                    message,
                    "",
                    first.span(),
                    "first here");
        } else {
            report.error(
                    Code.DUPLICATE_STATEMENT,
                    given.span(),
                    message + ", and one of them has a block",
                    "keep one of them",
                    first.span(),
                    "first here");
        }
    }

    private OriginateConfig originate(Given<Prefix> given, Values file) {
        Values body = given.body().orElseGet(Values::new);
        return new OriginateConfig(
                given.value(),
                conditions(body, file),
                body.get(KernelWords.POLICY)
                        .flatMap(p -> chains.chain(p.value()))
                        .orElse(PolicyChain.ACCEPT),
                given.word().place());
    }

    private List<OriginCondition> conditions(Values body, Values file) {
        var all = new ArrayList<OriginCondition>();
        for (Given<Route> route : routes(body)) {
            checkKernel(route, file);
            all.add(route.value());
        }
        for (Given<Address> path : body.all(OriginateWords.IF_BFD)) {
            checkWatched(path, file);
            all.add(new OriginCondition.PathUp(path.value()));
        }
        body.all(OriginateWords.IF_COMMAND).forEach(command -> all.add(command.value()));
        return all;
    }

    private static List<Given<Route>> routes(Values body) {
        var all = new ArrayList<>(body.all(OriginateWords.IF_ROUTE));
        all.addAll(body.all(OriginateWords.UNLESS_ROUTE));
        return all;
    }

    private void checkKernel(Given<Route> route, Values file) {
        if (route.value().where() == Where.KERNEL
                && file.get(KernelWords.KERNEL).isEmpty()
                && !file.isBroken(KernelWords.KERNEL)) {
            report.error(
                    Code.NO_KERNEL,
                    route.span(),
                    "the kernel's routes are not known here",
                    "add `kernel { }`, or leave out `in kernel`");
        }
    }

    private void checkWatched(Given<Address> path, Values file) {
        if (!file.isUnsure()
                && !file.isBroken(Words.NEIGHBOR)
                && !BfdOptions.isWatched(path.value(), file)) {
            report.error(
                    Code.PATH_NOT_WATCHED,
                    path.span(),
                    "the path to " + path.value() + " is not watched",
                    "add `bfd;` to that neighbor");
        }
    }

    /// A route that waits for itself, by way of others or not, would never come, or come and go for
    /// ever.
    private void checkCircles(Values values) {
        Map<Prefix, List<Given<Route>>> waits = new HashMap<>();
        for (Given<Prefix> given : values.all(OriginateWords.ORIGINATE)) {
            List<Given<Route>> routes = given.body().map(b -> routes(b)).orElse(List.of());
            waits.putIfAbsent(
                    given.value(),
                    routes.stream().filter(r -> r.value().where() == Where.LOC_RIB).toList());
        }
        Set<Prefix> told = new HashSet<>();
        waits.forEach((prefix, routes) -> {
            for (Given<Route> route : routes) {
                if (reaches(route.value().prefix(), prefix, waits, new HashSet<>())
                        && told.add(prefix)) {
                    Span at = route.span();
                    report.error(
                            Code.CIRCULAR_CONDITION,
                            at,
                            prefix + " waits for itself",
                            "a route that this router originates cannot be its own condition");
                }
            }
        });
    }

    private static boolean reaches(
            Prefix from, Prefix to, Map<Prefix, List<Given<Route>>> waits, Set<Prefix> seen) {
        if (from.equals(to)) {
            return true;
        }
        return seen.add(from)
                && waits.getOrDefault(from, List.of()).stream()
                        .anyMatch(r -> reaches(r.value().prefix(), to, waits, seen));
    }
}
