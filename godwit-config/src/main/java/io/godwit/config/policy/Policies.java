package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.policy.tree.Policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All policies. Each is read once, when it is first needed or at the end; the statements of one
/// that is applied are part of the tree of the one that applies it.
public final class Policies {
    private static final int MAX_DEPTH = 16;

    private record Source(GroupName name, List<Statement> statements) {}

    private final Definitions names;
    private final Reporter report;
    private final Map<String, Source> sources = new LinkedHashMap<>();
    private final Map<String, Optional<Policy>> read = new HashMap<>();
    private final List<String> reading = new ArrayList<>();
    private final Set<String> used = new HashSet<>();

    public Policies(Definitions names, Reporter report) {
        this.names = names;
        this.report = report;
    }

    /// Takes the statements of a policy, to be read later.
    public void define(GroupName name, List<Statement> statements) {
        Source first = sources.putIfAbsent(name.name(), new Source(name, statements));
        if (first != null) {
            report.error(
                    Code.DUPLICATE_DEFINITION,
                    name.at(),
                    "second policy " + Span.quoted(name.name()),
                    "merge them, or rename one",
                    first.name().at(),
                    "first defined here");
        }
    }

    boolean has(String name) {
        return sources.containsKey(name);
    }

    /// Where a policy has its name.
    Span at(String name) {
        return sources.get(name).name().at();
    }

    /// All policies without an error, in the order of the files.
    public List<Policy> all() {
        return sources.keySet().stream().map(this::policy).flatMap(Optional::stream).toList();
    }

    public void warnUnused() {
        for (Source source : sources.values()) {
            if (!used.contains(source.name().name())) {
                report.warning(
                        Code.UNUSED_DEFINITION,
                        source.name().at(),
                        "policy " + Span.quoted(source.name().name()) + " is not used",
                        "");
            }
        }
    }

    /// A policy by the name that somebody wrote; empty after a report.
    Optional<Policy> find(GroupName wanted, List<String> alsoPossible) {
        Source source = sources.get(wanted.name());
        if (source == null) {
            unknown(wanted, alsoPossible);
            return Optional.empty();
        }
        used.add(wanted.name());
        return policy(wanted.name());
    }

    private void unknown(GroupName wanted, List<String> alsoPossible) {
        String message = "no policy named " + Span.quoted(wanted.name());
        Optional<String> word = NearestWord.of(wanted.name(), alsoPossible);
        Optional<String> near = NearestWord.of(wanted.name(), sources.keySet());
        if (word.isEmpty() && near.isPresent()) {
            report.error(
                    Code.UNKNOWN_POLICY,
                    wanted.at(),
                    message,
                    "did you mean `" + near.get() + "`?",
                    at(near.get()),
                    "`" + near.get() + "` is defined here");
            return;
        }
        var possible = new ArrayList<>(alsoPossible);
        possible.addAll(sources.keySet());
        String help =
                NearestWord.help(
                        wanted.name(), alsoPossible, "possible: " + NearestWord.listed(possible));
        report.error(
                Code.UNKNOWN_POLICY,
                wanted.at(),
                message,
                possible.isEmpty() ? "no policy is defined" : help);
    }

    private Optional<Policy> policy(String name) {
        Optional<Policy> done = read.get(name);
        if (done != null) {
            return done;
        }
        reading.add(name);
        Source source = sources.get(name);
        var reader = new StatementReader(names, this, report);
        Optional<List<io.godwit.policy.tree.Statement>> statements =
                reader.block(source.statements());
        reading.removeLast();
        Optional<Policy> policy =
                statements.map(s -> new Policy(name, source.name().at().place(), s));
        policy.ifPresent(reader::warn);
        read.put(name, policy);
        return policy;
    }

    /// The policy behind `apply`.
    Policy applied(Piece name, Pieces in) throws NotUnderstood {
        int first = reading.indexOf(name.text());
        if (first >= 0) {
            var loop = new ArrayList<>(reading.subList(first, reading.size()));
            loop.add(name.text());
            throw in.wrong(
                    Code.POLICY_LOOP,
                    name.span(),
                    "policy " + name.span().quoted() + " applies itself",
                    String.join(" → ", loop));
        }
        if (reading.size() > MAX_DEPTH) {
            String message = "policies apply each other deeper than " + MAX_DEPTH + " levels";
            throw in.wrong(Code.TOO_BIG, name.span(), message, "");
        }
        return find(new GroupName(name.text(), name.span()), List.of())
                .orElseThrow(NotUnderstood::new);
    }
}
