package io.godwit.config.parse;

import io.godwit.config.model.Listen;
import io.godwit.config.model.NeighborConfig;
import io.godwit.config.model.RangeConfig;
import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.Addresses;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.config.words.Addresses.NeighborHead;
import io.godwit.config.words.AsPathWords;
import io.godwit.config.words.Block;
import io.godwit.config.words.DecisionWords;
import io.godwit.config.words.MaintenanceWords;
import io.godwit.config.words.MigrationWords;
import io.godwit.config.words.NextHopWords;
import io.godwit.config.words.Numbers;
import io.godwit.config.words.OriginateWords;
import io.godwit.config.words.PathWords;
import io.godwit.config.words.RoleWords;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.policy.AsPathRules;
import io.godwit.policy.Confederation;
import io.godwit.policy.DefaultOriginate;
import io.godwit.policy.Identity;
import io.godwit.policy.LocalAs;
import io.godwit.policy.Maintenance;
import io.godwit.policy.NextHopRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PeerRules;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Role;
import io.godwit.session.AddPathOffer;
import io.godwit.session.AoKey;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.RoleTerms;
import io.godwit.session.Secret;
import io.godwit.session.Shutdown;
import io.godwit.session.Transport;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Resolves each neighbor: its own options, then those of its group, then what holds otherwise.
final class NeighborAssembler {
    /// What other daemons begin to count with.
    private static final int AO_ID = 1;

    private final Reporter report;
    private final Roles roles;
    private final OptionalLong routerAs;
    private final Optional<Confederation> confederation;
    private final Optional<Integer> routerId;
    private final Map<Address, Span> own;
    private final Map<String, Given<GroupName>> groups;
    private final PolicyOptions policies;
    private final Values router;
    private final Values file;
    private final boolean listensNowhere;
    private final RestartOptions restarts;
    private final Migrations migrations;
    private final Map<String, Span> names = new HashMap<>();

    NeighborAssembler(
            Reporter report,
            OptionalLong routerAs,
            Optional<Confederation> confederation,
            Optional<Integer> routerId,
            Map<Address, Span> own,
            Map<String, Given<GroupName>> groups,
            PolicyOptions policies,
            Values router,
            Values file,
            boolean listensNowhere) {
        this.report = report;
        roles = new Roles(report);
        restarts = new RestartOptions(report);
        migrations = new Migrations(report, routerAs, confederation);
        this.routerAs = routerAs;
        this.confederation = confederation;
        this.routerId = routerId;
        this.own = own;
        this.groups = groups;
        this.policies = policies;
        this.router = router;
        this.file = file;
        this.listensNowhere = listensNowhere;
    }

    List<NeighborConfig> all(List<Given<NeighborHead>> neighbors) {
        var checked = new ArrayList<NeighborConfig>();
        Map<String, Span> seen = new HashMap<>();
        for (Given<NeighborHead> neighbor : neighbors) {
            NeighborHead head = neighbor.value();
            Span first = seen.putIfAbsent(head.who(), head.at());
            if (first == null) {
                one(neighbor)
                        .ifPresent(one -> {
                            checkLinks(one, head, checked);
                            checked.add(one);
                        });
            } else {
                report.error(
                        Code.DUPLICATE_NEIGHBOR,
                        head.at(),
                        "second neighbor " + head.who(),
                        "merge them, or correct one address",
                        first,
                        "first defined here");
            }
        }
        return checked;
    }

    private void checkLinks(NeighborConfig one, NeighborHead head, List<NeighborConfig> before) {
        Address address = one.identity().address();
        Secret password = one.transport().protection().password();
        if (!address.needsZone() || !password.isSet()) {
            return;
        }
        before.stream()
                .filter(other -> other.identity().address().in("").equals(address.in("")))
                .filter(other -> other.transport().protection().password().isSet())
                .filter(other -> !other.transport().protection().password().equals(password))
                .findFirst()
                .ifPresent(other ->
                        report.error(
                                Code.PASSWORDS_OF_LINKS,
                                head.at(),
                                other.identity().address()
                                        + " has another password, and the kernel does not tell"
                                        + " the links apart",
                                "give both the same `password`"));
    }

    /// The options of a neighbor, looked up in its block and then in its group's.
    ///
    /// @param sure whether what is not found was really not written
    record Options(Optional<Values> own, Optional<Values> group, boolean sure) {
        <T> Optional<Given<T>> get(Word<T> word) {
            Optional<Given<T>> given = own.flatMap(values -> values.get(word));
            return given.isPresent() ? given : group.flatMap(values -> values.get(word));
        }

        <T> T or(Word<T> word, T standard) {
            return get(word).map(Given::value).orElse(standard);
        }

        /// Whether the word was really not written.
        boolean lacks(Word<?> word) {
            return sure
                    && get(word).isEmpty()
                    && own.map(values -> !values.isBroken(word)).orElse(true)
                    && group.map(values -> !values.isBroken(word)).orElse(true);
        }
    }

    private Optional<NeighborConfig> one(Given<NeighborHead> neighbor) {
        NeighborHead head = neighbor.value();
        Optional<Given<GroupName>> group = group(head);
        Optional<Values> groupValues = group.flatMap(Given::body);
        boolean sure =
                head.group().isPresent() == group.isPresent()
                        && !neighbor.body().map(Values::isUnsure).orElse(false)
                        && !groupValues.map(Values::isUnsure).orElse(false);
        var options = new Options(neighbor.body(), groupValues, sure);
        checkAddress(head);
        checkLocalAddress(head, options);
        checkTimers(options);
        FsmWishes.check(options, report);
        checkName(options);
        checkRange(head, options);
        Optional<Given<Long>> as = options.get(Words.AS);
        if (as.isEmpty()) {
            missingAs(head, options);
            policies.chain(options, Words.IMPORT, false);
            policies.chain(options, Words.EXPORT, false);
            return Optional.empty();
        }
        long number = number(as.get().value());
        LocalAs localAs = options.or(MigrationWords.LOCAL_AS, LocalAs.NONE);
        boolean external =
                !localAs.is(number) && (routerAs.isEmpty() || number != routerAs.getAsLong());
        migrations.check(options, external);
        checkReach(options, external);
        checkKeys(options);
        BfdOptions.check(options, report);
        RefreshOptions.check(options, report);
        boolean member = external && confederation.filter(c -> c.has(number)).isPresent();
        confederation
                .filter(c -> c.id() == number)
                .ifPresent(_ ->
                        report.error(
                                Code.WRONG_CONFEDERATION,
                                as.get().span(),
                                "AS %d is our confederation".formatted(number),
                                "a neighbor inside has the number of its member AS"));
        Role role = roles.role(options, external, member);
        PeerPolicies judged = judged(options, external, localAs);
        if (routerAs.isPresent() && external) {
            checkPolicyIsSaid(head, options);
        }
        return Optional.of(config(head, options, number, role, judged));
    }

    private PeerPolicies judged(Options options, boolean external, LocalAs localAs) {
        return new PeerPolicies(
                closed(policies.chain(options, Words.IMPORT, external), options),
                closed(policies.chain(options, Words.EXPORT, external), options),
                options.or(Words.KEEP_REJECTED, ofRouter(Words.KEEP_REJECTED, true)),
                policies.irrPrefixes(options),
                policies.irrOrigins(options),
                policies.orfPrefixes(options),
                options.or(NextHopWords.NEXT_HOP, NextHopRule.STANDARD),
                options.or(OriginateWords.DEFAULT_ORIGINATE, DefaultOriginate.NO),
                new PeerRules(
                        paths(options),
                        options.or(RoleWords.ROLE, RoleTerms.NONE).ours(),
                        options.or(MaintenanceWords.HONOR_GRACEFUL_SHUTDOWN, true),
                        localAs,
                        Migrations.sent(options),
                        ofRouter(DecisionWords.MARTIANS, false),
                        options.get(PathWords.AIGP).map(Given::value)),
                LimitOptions.of(options));
    }

    /// What `internal` says is known from the router.
    private long number(long said) {
        return said == Numbers.INTERNAL_AS ? routerAs.orElse(1) : said;
    }

    private NeighborConfig config(
            NeighborHead head, Options options, long as, Role role, PeerPolicies judged) {
        return new NeighborConfig(
                head.range().isEmpty() ? Optional.empty() : Optional.of(range(head, options)),
                identity(head, options, as, role),
                transport(head, options),
                FsmWishes.timers(options),
                offers(head, options),
                judged,
                options.or(Words.SHUTDOWN, Shutdown.NO),
                BfdOptions.of(options),
                head.at().place(),
                places(options));
    }

    private static PolicyChain closed(PolicyChain chain, Options options) {
        return options.or(MaintenanceWords.GRACEFUL_SHUTDOWN, false)
                ? chain.closing(Maintenance.POLICY)
                : chain;
    }

    private AsPathRules paths(Options options) {
        return new AsPathRules(
                options.or(AsPathWords.ENFORCE_FIRST_AS, false),
                ofRouter(AsPathWords.AS_SETS, false),
                confederation.isPresent(),
                options.or(AsPathWords.MAX_AS_PATH, 0),
                options.or(AsPathWords.ALLOW_OWN_AS, 0));
    }

    private <T> T ofRouter(Word<T> word, T standard) {
        return router.get(word).map(Given::value).orElse(standard);
    }

    private static Identity identity(NeighborHead head, Options options, long as, Role role) {
        return new Identity(
                head.address(),
                as,
                role,
                Roles.relation(options),
                options.or(Words.NAME, ""),
                options.or(Words.DESCRIPTION, ""),
                head.group().map(GroupName::name).orElse(""));
    }

    private static Transport transport(NeighborHead head, Options options) {
        return new Transport(
                options.or(Words.PORT, Listen.BGP_PORT),
                options.get(Words.LOCAL_ADDRESS).map(Given::value),
                FsmWishes.of(
                        options,
                        head.range().isPresent() && !head.isOfLink()
                                || options.or(Words.PASSIVE, false)),
                options.or(Words.MULTIHOP, 0),
                new Protection(
                        options.or(Words.PASSWORD, Secret.NONE),
                        aoKey(options),
                        hopsWithin(options)));
    }

    private static AoKey aoKey(Options options) {
        return options.get(Words.TCP_AO)
                .map(key -> new AoKey(key.value(), options.or(Words.TCP_AO_ID, AO_ID)))
                .orElse(AoKey.NONE);
    }

    /// The kernel refuses both for one neighbor.
    private void checkKeys(Options options) {
        Optional<Given<Secret>> ao = options.get(Words.TCP_AO);
        Optional<Given<Secret>> md5 = options.get(Words.PASSWORD);
        if (ao.isPresent() && md5.isPresent()) {
            report.error(
                    Code.KEY_TWICE,
                    ao.get().word(),
                    "a neighbor has a `password` or TCP-AO, not both",
                    "remove the one that the other side does not have",
                    md5.get().word(),
                    "the password");
        }
    }

    /// With `multihop` as well, which is refused, there is none.
    private static int hopsWithin(Options options) {
        return options.or(Words.MULTIHOP, 0) > 0 ? 0 : options.or(Words.TTL_SECURITY, 0);
    }

    private Offers offers(NeighborHead head, Options options) {
        Family standard = head.address().isV6() ? Family.IPV6_UNICAST : Family.IPV4_UNICAST;
        return new Offers(
                options.or(Words.FAMILY, List.of(standard)),
                true,
                options.or(NextHopWords.EXTENDED_NEXTHOP, false),
                options.or(PathWords.ADD_PATH, AddPathOffer.NO)
                        .limited(options.or(PathWords.PATHS_LIMIT, 0)),
                RefreshOptions.of(options),
                options.or(RoleWords.ROLE, RoleTerms.NONE),
                restarts.of(options));
    }

    private static RangeConfig range(NeighborHead head, Options options) {
        Prefix prefix = Prefix.of(head.address(), head.range().orElseThrow());
        return head.isOfLink()
                ? new RangeConfig(prefix, head.address().zone(), 1)
                : new RangeConfig(
                        prefix, "", options.or(Words.MAX_NEIGHBORS, Words.MAX_NEIGHBORS_STANDARD));
    }

    /// A range is about who connects to us, and a limit about ranges.
    private void checkRange(NeighborHead head, Options options) {
        Optional<Given<Integer>> limit = options.own().flatMap(o -> o.get(Words.MAX_NEIGHBORS));
        boolean one = head.range().isEmpty() || head.isOfLink();
        if (one && limit.isPresent()) {
            report.warning(
                    Code.NO_EFFECT,
                    limit.get().word(),
                    "`max-neighbors` changes nothing for a single neighbor",
                    "remove it");
        }
        if (!one && listensNowhere && !file.isUnsure()) {
            report.warning(
                    Code.NEVER_CONNECTS,
                    head.at(),
                    "a range of neighbors and `listen none`: nobody connects",
                    "");
        }
    }

    private static Map<String, Place> places(Options options) {
        var places = new LinkedHashMap<String, Place>();
        for (Word<?> word : Words.in(Block.NEIGHBOR)) {
            options.get(word).ifPresent(given -> places.put(word.keyword(), given.place()));
        }
        return places;
    }

    private Optional<Given<GroupName>> group(NeighborHead head) {
        if (head.group().isEmpty()) {
            return Optional.empty();
        }
        GroupName wanted = head.group().get();
        Optional<Given<GroupName>> group = Optional.ofNullable(groups.get(wanted.name()));
        if (group.isEmpty() && !file.isBroken(Words.GROUP)) {
            Optional<String> near = NearestWord.of(wanted.name(), groups.keySet());
            String message = "no group named " + Span.quoted(wanted.name());
            if (near.isPresent()) {
                report.error(
                        Code.UNKNOWN_GROUP,
                        wanted.at(),
                        message,
                        "did you mean `" + near.get() + "`?",
                        groups.get(near.get()).value().at(),
                        "`" + near.get() + "` is defined here");
            } else {
                String help =
                        groups.isEmpty()
                                ? "no group is defined"
                                : "defined are `" + String.join("`, `", groups.keySet()) + "`";
                report.error(Code.UNKNOWN_GROUP, wanted.at(), message, help);
            }
        }
        return group;
    }

    private void missingAs(NeighborHead head, Options options) {
        if (options.lacks(Words.AS)) {
            String group =
                    head.group().map(g -> ", and its group `" + g.name() + "` has none").orElse("");
            report.error(
                    Code.MISSING_AS,
                    head.at(),
                    "neighbor " + head.who() + " has no AS number" + group,
                    "add `" + Words.AS.line(head.at().source().json()) + "`");
        }
    }

    private void checkAddress(NeighborHead head) {
        Span mine = own.get(head.address());
        if (mine != null) {
            report.error(
                    Code.OWN_ADDRESS,
                    head.at(),
                    head.address() + " is an address of this router",
                    "",
                    mine,
                    "here it is the own address");
        } else if (!head.address().isV6()
                && routerId.isPresent()
                && routerId.get() == head.address().v4()) {
            report.warning(
                    Code.NEIGHBOR_IS_ROUTER_ID,
                    head.at(),
                    "the own router id is the address of this neighbor",
                    "two routers with the same id cannot peer");
        }
    }

    private void checkLocalAddress(NeighborHead head, Options options) {
        Optional<Given<Address>> local = options.get(Words.LOCAL_ADDRESS);
        if (local.isPresent() && local.get().value().isV6() != head.address().isV6()) {
            boolean inherited = options.own().flatMap(o -> o.get(Words.LOCAL_ADDRESS)).isEmpty();
            Span neighbor = head.at();
            Span address = local.get().span();
            report.error(
                    Code.LOCAL_ADDRESS_FAMILY,
                    inherited ? neighbor : address,
                    "local address is "
                            + Addresses.family(local.get().value())
                            + ", the neighbor's "
                            + Addresses.family(head.address()),
                    "",
                    inherited ? address : neighbor,
                    inherited ? "the local address of the group" : "the neighbor");
        }
    }

    private void checkTimers(Options options) {
        Optional<Given<Integer>> keepalive = options.get(Words.KEEPALIVE);
        int hold = options.or(Words.HOLD_TIME, Words.HOLD_TIME_SECONDS);
        if (keepalive.isEmpty() || keepalive.get().value() <= hold && hold > 0) {
            return;
        }
        Span at = keepalive.get().span();
        Optional<Given<Integer>> holdTime = options.get(Words.HOLD_TIME);
        if (hold == 0) {
            report.warning(
                    Code.NO_EFFECT,
                    at,
                    "with hold time 0 no keepalives are sent",
                    "",
                    holdTime.orElseThrow().span(),
                    "the hold time");
            return;
        }
        String message =
                "keepalive " + keepalive.get().value() + " is longer than the hold time " + hold;
        String help = "a third is usual: " + Math.max(1, hold / 3);
        if (holdTime.isPresent()) {
            Span second = holdTime.get().span();
            report.error(Code.KEEPALIVE_OVER_HOLD, at, message, help, second, "the hold time");
        } else {
            report.error(Code.KEEPALIVE_OVER_HOLD, at, message, help);
        }
    }

    private void checkName(Options options) {
        Optional<Given<String>> name = options.get(Words.NAME).filter(n -> !n.value().isEmpty());
        if (name.isPresent()) {
            Span first = names.putIfAbsent(name.get().value(), name.get().span());
            if (first != null) {
                report.warning(
                        Code.DUPLICATE_NAME,
                        name.get().span(),
                        "two neighbors are named " + Span.quoted(name.get().value()),
                        "commands will not find them by name",
                        first,
                        "first here");
            }
        }
    }

    private void checkReach(Options options, boolean external) {
        Optional<Given<Integer>> multihop = options.get(Words.MULTIHOP);
        if (!external && multihop.isPresent() && multihop.get().value() > 0) {
            report.warning(
                    Code.MULTIHOP_INTERNAL,
                    multihop.get().word(),
                    "`multihop` changes nothing for an internal neighbor",
                    "remove it");
        }
        Optional<Given<Integer>> near = options.get(Words.TTL_SECURITY).filter(n -> n.value() > 0);
        if (near.isPresent() && multihop.isPresent() && multihop.get().value() > 0) {
            report.error(
                    Code.TTL_TWICE,
                    near.get().word(),
                    "`ttl-security` and `multihop` contradict each other: one checks the distance,"
                            + " the other allows any",
                    "`ttl-security " + Math.min(254, multihop.get().value()) + "` alone does both",
                    multihop.get().word(),
                    "the multihop");
        }
        Optional<Given<Boolean>> passive = options.get(Words.PASSIVE).filter(Given::value);
        if (passive.isPresent() && listensNowhere && !file.isUnsure()) {
            report.warning(
                    Code.NEVER_CONNECTS,
                    passive.get().word(),
                    "a passive neighbor and `listen none`: nobody connects",
                    "");
        }
    }

    /// RFC 8212: without a word of ours nothing passes to or from an external neighbor.
    private void checkPolicyIsSaid(NeighborHead head, Options options) {
        boolean noImport = options.lacks(Words.IMPORT);
        boolean noExport = options.lacks(Words.EXPORT);
        if (!noImport && !noExport) {
            return;
        }
        boolean json = head.at().source().json();
        String message =
                noImport && noExport
                        ? "neither `import` nor `export`: no route passes (RFC 8212)"
                        : noImport
                                ? "no `import`: nothing is taken from this neighbor (RFC 8212)"
                                : "no `export`: nothing is sent to this neighbor (RFC 8212)";
        String in = "`" + Words.IMPORT.line(json) + "`";
        String out = "`" + Words.EXPORT.line(json) + "`";
        String lines = noImport && noExport ? in + " and " + out : noImport ? in : out;
        report.warning(Code.NO_POLICY, head.at(), message, "add " + lines);
    }
}
