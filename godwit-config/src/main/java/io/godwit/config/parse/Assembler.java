package io.godwit.config.parse;

import io.godwit.config.model.Config;
import io.godwit.config.model.HttpConfig;
import io.godwit.config.model.Listen;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.RouterConfig;
import io.godwit.config.model.RpkiConfig;
import io.godwit.config.policy.Chains;
import io.godwit.config.policy.Definitions;
import io.godwit.config.policy.Policies;
import io.godwit.config.policy.SetFiles;
import io.godwit.config.policy.TestReader;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Addresses.NeighborHead;
import io.godwit.config.words.AsPathWords;
import io.godwit.config.words.DecisionWords;
import io.godwit.config.words.HttpWords;
import io.godwit.config.words.Listening.ListenAt;
import io.godwit.config.words.PolicyWords;
import io.godwit.config.words.Texts;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.policy.Confederation;
import io.godwit.policy.MedRule;
import io.godwit.policy.Place;
import io.godwit.policy.Role;
import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.PolicyTest;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Puts the values of all files together and checks what concerns more than one statement.
public final class Assembler {
    private final Values values;
    private final SourceText main;
    private final Reporter report;
    private final Definitions sets;
    private final Policies policies;
    private final RpkiAssembler rpki;

    /// @param files where the files of sets come from
    public Assembler(Values values, SourceText main, SetFiles files, Reporter report) {
        this.values = values;
        sets = new Definitions(files, report);
        policies = new Policies(sets, report);
        rpki = new RpkiAssembler(files, report);
        this.main = main;
        this.report = report;
    }

    /// The configuration, if nothing is missing for it; whether it is free of errors is for the
    /// caller to ask.
    public Optional<Config> config() {
        Optional<Values> router = router();
        OptionalLong as = router.map(this::as).orElse(OptionalLong.empty());
        Optional<Confederation> confederation = router.flatMap(this::confederation);
        Map<Address, Span> own = ownAddresses(router);
        Optional<Integer> id = router.flatMap(r -> id(r, own));
        List<Listen> listen = router.map(this::listen).orElse(List.of());
        Map<String, Given<GroupName>> groups = groups();
        definitions();
        List<Policy> all = policies.all();
        var chains = new Chains(policies, report);
        var options = new PolicyOptions(sets, chains, report);
        var neighbors =
                new NeighborAssembler(
                        report,
                        as,
                        confederation,
                        id,
                        own,
                        groups,
                        options,
                        router.orElseGet(Values::new),
                        values,
                        listen.isEmpty());
        List<NeighborConfig> checked = neighbors.all(values.all(Words.NEIGHBOR));
        var kernel = new KernelAssembler(chains, report).config(values, checked);
        var originates = new OriginateAssembler(chains, report).all(values);
        var aggregates = new AggregateAssembler(chains, takesSets(router), report).all(values);
        unused(groups);
        router.flatMap(r -> r.get(Words.CLUSTER_ID)).ifPresent(c -> checkCluster(c, checked));
        RpkiConfig learned = rpki.config(values);
        sets.rpkiAsked().ifPresent(at -> rpki.checkAnswers(values, at));
        if (router.isEmpty() || as.isEmpty() || id.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new Config(
                        routerConfig(router.get(), as.getAsLong(), confederation, id.get(), listen),
                        ReloadWishes.keptDown(values, checked, report),
                        originates,
                        all,
                        tests(checked, as.getAsLong(), confederation),
                        learned,
                        kernel,
                        aggregates,
                        values.get(PolicyWords.REJECT_TAG).map(Given::value),
                        http(),
                        ReloadWishes.of(values)));
    }

    /// An `as-sets` that was not understood may say anything.
    private static boolean takesSets(Optional<Values> router) {
        return router.filter(r -> !r.isBroken(AsPathWords.AS_SETS))
                .map(r -> r.get(AsPathWords.AS_SETS).map(Given::value).orElse(false))
                .orElse(true);
    }

    private RouterConfig routerConfig(
            Values router,
            long as,
            Optional<Confederation> confederation,
            int id,
            List<Listen> listen) {
        int clusterId = router.get(Words.CLUSTER_ID).map(Given::value).orElse(id);
        Place at = values.get(Words.ROUTER).orElseThrow().word().place();
        MedRule med =
                new MedRule(
                        router.get(DecisionWords.ALWAYS_COMPARE_MED)
                                .map(Given::value)
                                .orElse(false),
                        router.get(DecisionWords.MISSING_MED_WORST)
                                .map(Given::value)
                                .orElse(false));
        return new RouterConfig(as, confederation, id, clusterId, med, listen, at);
    }

    private Optional<HttpConfig> http() {
        Optional<Given<HttpConfig>> http = values.get(HttpWords.HTTP);
        http.filter(h -> !h.value().address().isLoopback())
                .ifPresent(h ->
                        report.warning(
                                Code.HTTP_IN_THE_OPEN,
                                h.span(),
                                h.value().address()
                                        + " is not a loopback address: whoever reaches it reads"
                                        + " all routes and neighbors",
                                "`http 127.0.0.1:"
                                        + h.value().port()
                                        + "` behind a proxy that asks for a password"));
        return http.map(Given::value);
    }

    private List<PolicyTest> tests(
            List<NeighborConfig> neighbors, long as, Optional<Confederation> confederation) {
        Map<Address, NeighborConfig> known = new HashMap<>();
        neighbors.forEach(neighbor -> known.put(neighbor.address(), neighbor));
        var reader = new TestReader(sets, policies, known, as, confederation, report);
        var tests = new ArrayList<PolicyTest>();
        for (Given<GroupName> test : values.all(PolicyWords.TEST)) {
            test.body()
                    .map(body -> reader.read(test.value(), body.policy()))
                    .ifPresent(tests::addAll);
        }
        return tests;
    }

    private void definitions() {
        values.all(PolicyWords.PREFIX_SET).forEach(set -> sets.prefixSet(set.value()));
        values.all(PolicyWords.AS_SET).forEach(set -> sets.asSet(set.value()));
        PolicyWords.COMMUNITY_SETS.forEach((kind, word) ->
                values.all(word).forEach(set -> sets.communitySet(kind, set.value())));
        for (Given<GroupName> policy : values.all(PolicyWords.POLICY)) {
            policy.body().ifPresent(body -> policies.define(policy.value(), body.policy()));
        }
    }

    private Optional<Values> router() {
        Optional<Given<Texts.Nothing>> router = values.get(Words.ROUTER);
        if (router.isEmpty() && !report.hasTextErrors()) {
            int start = (int) main.text().chars().takeWhile(Character::isWhitespace).count();
            String help =
                    main.json()
                            ? "add `\"router\": {\"as\": 65001, \"id\": \"10.77.0.1\"}`"
                            : "add `router { as 65001; id 10.77.0.1 }`";
            if (report.errors() == 0 || !values.isBroken(Words.ROUTER)) {
                Span at = new Span(main, start, start);
                report.error(Code.MISSING_ROUTER, at, "no `router` statement", help);
            }
        }
        return router.flatMap(Given::body);
    }

    private OptionalLong as(Values router) {
        Optional<Given<Long>> as = router.get(Words.ROUTER_AS);
        if (as.isPresent()) {
            return OptionalLong.of(as.get().value());
        }
        if (!router.isBroken(Words.ROUTER_AS) && !router.isUnsure()) {
            report.error(
                    Code.MISSING_AS,
                    values.get(Words.ROUTER).orElseThrow().word(),
                    "the router has no AS number",
                    "add `" + Words.ROUTER_AS.line(main.json()) + "`");
        }
        return OptionalLong.empty();
    }

    /// RFC 5065 §4: what is a member inside has another number outside.
    private Optional<Confederation> confederation(Values router) {
        Optional<Given<Confederation>> given = router.get(Words.CONFEDERATION);
        Optional<Given<Long>> as = router.get(Words.ROUTER_AS);
        if (given.isEmpty()) {
            return Optional.empty();
        }
        Confederation all = given.get().value();
        boolean own = as.isPresent() && as.get().value() == all.id();
        if (own || all.has(all.id())) {
            report.error(
                    Code.WRONG_CONFEDERATION,
                    given.get().span(),
                    "AS %d is the confederation and %s"
                            .formatted(all.id(), own ? "this router's member AS" : "a member"),
                    "first the number that others know, then those of the members");
        }
        return Optional.of(all);
    }

    private Map<Address, Span> ownAddresses(Optional<Values> router) {
        var own = new LinkedHashMap<Address, Span>();
        router.map(r -> r.all(Words.LISTEN))
                .orElse(List.of())
                .forEach(listen ->
                        listen.value()
                                .address()
                                .filter(a -> !a.isUnspecified())
                                .ifPresent(a -> own.putIfAbsent(a, listen.span())));
        var blocks = new ArrayList<Optional<Values>>();
        values.all(Words.GROUP).forEach(group -> blocks.add(group.body()));
        values.all(Words.NEIGHBOR).forEach(neighbor -> blocks.add(neighbor.body()));
        blocks.forEach(block ->
                block.flatMap(b -> b.get(Words.LOCAL_ADDRESS))
                        .ifPresent(a -> own.putIfAbsent(a.value(), a.span())));
        return own;
    }

    private Optional<Integer> id(Values router, Map<Address, Span> own) {
        Optional<Given<Integer>> id = router.get(Words.ID);
        if (id.isPresent()) {
            return id.map(Given::value);
        }
        List<Address> candidates = own.keySet().stream().filter(a -> !a.isV6()).toList();
        if (candidates.size() == 1) {
            return Optional.of(candidates.getFirst().v4());
        }
        if (!router.isBroken(Words.ID) && !router.isUnsure()) {
            Word<Integer> word = Words.ID;
            String line =
                    candidates.isEmpty()
                            ? word.line(main.json())
                            : word.line(candidates.getFirst().v4(), main.json());
            report.error(
                    Code.MISSING_ROUTER_ID,
                    values.get(Words.ROUTER).orElseThrow().word(),
                    candidates.isEmpty()
                            ? "the router has no id"
                            : "the router has no id, and several own IPv4 addresses",
                    "add `" + line + "`");
        }
        return Optional.empty();
    }

    private List<Listen> listen(Values router) {
        List<Given<ListenAt>> all = router.all(Words.LISTEN);
        if (all.isEmpty()) {
            boolean broken = router.isBroken(Words.LISTEN);
            Listen standard = new Listen(Optional.empty(), Listen.BGP_PORT, Place.NONE);
            return broken ? List.of() : List.of(standard);
        }
        var listen = new LinkedHashMap<ListenAt, Given<ListenAt>>();
        for (Given<ListenAt> given : all) {
            Given<ListenAt> first = listen.putIfAbsent(given.value(), given);
            boolean none = given.value().none() || all.getFirst().value().none();
            if (first != null || none && !given.equals(all.getFirst())) {
                report.error(
                        Code.LISTEN_CONFLICT,
                        given.span(),
                        first != null
                                ? "listens on the same address and port again"
                                : "`listen none` excludes any other `listen`",
                        "",
                        (first != null ? first : all.getFirst()).span(),
                        "first here");
            }
        }
        return listen.values().stream()
                .filter(given -> !given.value().none())
                .map(g -> new Listen(g.value().address(), g.value().port(), g.word().place()))
                .toList();
    }

    private Map<String, Given<GroupName>> groups() {
        var groups = new LinkedHashMap<String, Given<GroupName>>();
        for (Given<GroupName> group : values.all(Words.GROUP)) {
            Given<GroupName> first = groups.putIfAbsent(group.value().name(), group);
            if (first != null) {
                report.error(
                        Code.DUPLICATE_GROUP,
                        group.value().at(),
                        "second group `" + group.value().name() + "`",
                        "merge them, or rename one",
                        first.value().at(),
                        "first defined here");
            }
        }
        return groups;
    }

    private void unused(Map<String, Given<GroupName>> groups) {
        Set<String> used = new HashSet<>();
        for (Given<NeighborHead> neighbor : values.all(Words.NEIGHBOR)) {
            neighbor.value().group().ifPresent(g -> used.add(g.name()));
        }
        if (values.isBroken(Words.NEIGHBOR) || report.hasTextErrors()) {
            return;
        }
        if (report.errors() == 0) {
            policies.warnUnused();
            sets.warnUnused();
        }
        for (Given<GroupName> group : groups.values()) {
            if (!used.contains(group.value().name())) {
                report.warning(
                        Code.UNUSED_GROUP,
                        group.value().at(),
                        "no neighbor is in group `" + group.value().name() + "`",
                        "");
            }
        }
    }

    private void checkCluster(Given<Integer> cluster, List<NeighborConfig> neighbors) {
        if (report.errors() == 0
                && neighbors.stream()
                        .noneMatch(n -> n.identity().role() == Role.REFLECTOR_CLIENT)) {
            report.warning(
                    Code.CLUSTER_WITHOUT_CLIENTS,
                    cluster.word(),
                    "no neighbor is a client of this reflector",
                    "add `" + Words.ROUTE_REFLECTOR_CLIENT.line(main.json()) + "` to the clients");
        }
    }
}
