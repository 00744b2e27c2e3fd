package io.godwit.cli.importer.gobgp;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Directions;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.PrefixLimit;
import io.godwit.cli.importer.SeveralPaths;
import io.godwit.cli.importer.Texts;
import io.godwit.cli.importer.Unreadable;
import io.godwit.cli.importer.tree.Toml;
import io.godwit.cli.importer.tree.Tree;
import io.godwit.cli.importer.tree.Yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `godwit import gobgp`: `gobgpd.conf` in TOML, or in YAML.
public final class GobgpImporter {
    private static final long MOST_OWN_AS = 10;
    private final Draft draft;
    private final Tree root;
    private final Policies policies;
    private final Map<String, Tree> groups = new HashMap<>();
    private final long as;

    private GobgpImporter(Tree root, Draft draft) {
        this.draft = draft;
        this.root = root;
        policies = new Policies(root, new Sets(root, new NamedSets(draft)), draft);
        as = root.number("global", "config", "as").orElse(0);
    }

    /// Reads one file.
    public static void run(List<String> files, Texts texts, Draft draft) {
        if (files.size() != 1) {
            throw new Unreadable(new At(files.get(1), 0), "GoBGP reads one file");
        }
        String file = files.get(0);
        String text = texts.read(file, new At(file, 0));
        boolean yaml = file.endsWith(".yaml") || file.endsWith(".yml");
        var tree = yaml ? Yaml.read(file, text) : Toml.read(file, text);
        var importer = new GobgpImporter(tree, draft);
        importer.router();
        importer.kernel();
        importer.neighbors();
        tree.unused(
                "",
                (path, value) ->
                        draft.lost(
                                value.at(),
                                path.replaceFirst("(password) = .*", "$1"),
                                "has no counterpart"));
    }

    private void router() {
        if (as != 0) {
            draft.router().say("as " + as);
        }
        root.string("global", "config", "router-id")
                .ifPresent(id -> draft.router().say("id " + id));
        confederation();
        if (root.on("global", "route-selection-options", "config", "always-compare-med")) {
            draft.router().say("always-compare-med");
        }
        long port = root.number("global", "config", "port").orElse(179);
        var addresses = root.strings("global", "config", "local-address-list");
        if (port <= 0) {
            draft.router().say("listen none");
        } else if (addresses.isEmpty() && port != 179) {
            draft.router().say("listen port " + port);
        } else {
            addresses.forEach(
                    a -> draft.router().say("listen " + a + (port == 179 ? "" : " port " + port)));
        }
        for (var server : root.list("rpki-servers")) {
            String host = server.string("config", "address").orElse("");
            String at = host.indexOf(':') < 0 ? host : "[" + host + "]";
            draft.top(
                    Block.of("rpki")
                            .say(
                                    "cache "
                                            + at
                                            + ":"
                                            + server.number("config", "port").orElse(323)));
        }
    }

    private void confederation() {
        var id = root.number("global", "confederation", "config", "identifier");
        var members =
                Stream.concat(
                                Stream.of("" + as),
                                root
                                        .strings(
                                                "global",
                                                "confederation",
                                                "config",
                                                "member-as-list")
                                        .stream())
                        .distinct()
                        .toList();
        if (root.on("global", "confederation", "config", "enabled") && id.isPresent()) {
            draft.router()
                    .say(
                            "confederation "
                                    + id.getAsLong()
                                    + " members "
                                    + String.join(", ", members));
        }
    }

    /// By zebra of FRR there, without one here.
    private void kernel() {
        if (!root.on("zebra", "config", "enabled")) {
            return;
        }
        draft.kernel("export accept");
        for (var kind : root.strings("zebra", "config", "redistribute-route-type-list")) {
            String protocol = kind.equals("connect") ? "connected" : kind;
            if (protocol.matches("connected|static|ospf|rip|isis|babel")) {
                draft.kernel("import " + protocol);
            } else {
                draft.lost(root.at(), "redistribute " + kind, "its routes are not told apart");
            }
        }
        root.string("zebra", "config", "url")
                .ifPresent(url -> draft.moot(root.at(), url, "the kernel is asked itself"));
        root.string("zebra", "config", "version");
    }

    // ---- neighbors ----

    private void neighbors() {
        for (var group : root.list("peer-groups")) {
            groups.put(group.string("config", "peer-group-name").orElse(""), group);
        }
        for (var neighbor : root.list("neighbors")) {
            neighbor(neighbor, neighbor.string("config", "neighbor-address").orElse(""));
        }
        for (var range : root.list("dynamic-neighbors")) {
            neighbor(range, range.string("config", "prefix").orElse(""));
        }
    }

    private void neighbor(Tree neighbor, String address) {
        var group =
                Optional.ofNullable(groups.get(neighbor.string("config", "peer-group").orElse("")));
        var both = new ArrayList<Tree>(List.of(neighbor));
        group.ifPresent(both::add);
        long peer = number(both, "config", "peer-as").orElse(0L);
        String trouble =
                peer == 0
                        ? "it has no `peer-as`, and none is guessed"
                        : !address.matches("[0-9a-fA-F:./]+") ? "it has no address" : "";
        if (!trouble.isEmpty()) {
            draft.lost(neighbor.at(), "neighbor " + address, trouble);
            neighbor.skip();
            return;
        }
        var block = Block.of("neighbor " + address).say("as " + peer);
        options(both, peer, block);
        limits(both, families(both, address), block);
        if (peer != as) {
            // RFC 8326 is the affair of filters there.
            block.say("honor-graceful-shutdown no");
        }
        policies(both, address, block);
        draft.neighbor(block);
    }

    private static Optional<String> string(List<Tree> both, String... path) {
        return both.stream().flatMap(t -> t.string(path).stream()).findFirst();
    }

    private static Optional<Long> number(List<Tree> both, String... path) {
        return string(both, path).filter(t -> t.matches("[0-9]+")).map(Long::parseLong);
    }

    private static boolean on(List<Tree> both, String... path) {
        return string(both, path).filter("true"::equals).isPresent();
    }

    private void options(List<Tree> both, long peer, Block block) {
        string(both, "config", "description")
                .ifPresent(d -> block.say("description " + Names.quoted(d, 255)));
        string(both, "transport", "config", "local-address")
                .ifPresent(a -> block.say("local-address " + a));
        number(both, "transport", "config", "remote-port").ifPresent(p -> block.say("port " + p));
        if (on(both, "transport", "config", "passive-mode")) {
            block.say("passive");
        }
        string(both, "config", "auth-password")
                .filter(p -> !p.isEmpty())
                .ifPresent(p ->
                        Names.secret(p)
                                .ifPresentOrElse(
                                        secret -> block.say("password " + secret),
                                        () ->
                                                draft.lost(
                                                        both.getFirst().at(),
                                                        "auth-password",
                                                        "no key of TCP-MD5 (80 octets at most)")));
        paths(both, block);
        numbers(both, block);
        if (on(both, "ttl-security", "config", "enabled")) {
            // There the least TTL is said, here the hops that it allows.
            long least = number(both, "ttl-security", "config", "ttl-min").orElse(255L);
            block.say("ttl-security " + Math.clamp(256 - least, 1, 254));
        }
        var ttl = number(both, "ebgp-multihop", "config", "multihop-ttl");
        if (on(both, "ebgp-multihop", "config", "enabled") && peer != as) {
            block.say(("multihop " + ttl.map(String::valueOf).orElse("")).strip());
        }
        number(both, "timers", "config", "hold-time").ifPresent(t -> block.say("hold-time " + t));
        number(both, "timers", "config", "keepalive-interval")
                .ifPresent(t -> block.say("keepalive " + t));
        number(both, "timers", "config", "connect-retry")
                .ifPresent(t -> block.say("connect-retry " + t));
        number(both, "timers", "config", "idle-hold-time-after-reset")
                .ifPresent(t -> block.say("idle-hold " + t));
        if (on(both, "route-reflector", "config", "route-reflector-client")) {
            block.say("route-reflector-client");
        }
        string(both, "route-reflector", "config", "route-reflector-cluster-id")
                .filter(_ -> !draft.router().says("cluster-id"))
                .ifPresent(id -> draft.router().say("cluster-id " + id));
        if (on(both, "route-server", "config", "route-server-client")) {
            block.say("route-server-client");
        }
        if (on(both, "config", "admin-down")) {
            block.say("shutdown");
        }
        restarts(both, block);
    }

    /// What becomes of AS numbers. There a neighbor hears of no other AS of ours than its own.
    private void numbers(List<Tree> both, Block block) {
        number(both, "config", "local-as")
                .filter(l -> l != as && l != 0)
                .ifPresent(l -> block.say("local-as " + l + " no-prepend replace-as"));
        string(both, "config", "remove-private-as")
                .map(how -> how.equals("replace") ? "all replace-as" : how)
                .filter(how -> how.startsWith("all"))
                .ifPresent(how -> block.say("remove-private-as " + how));
        number(both, "as-path-options", "config", "allow-own-as")
                .filter(times -> times > 0)
                .ifPresent(times -> block.say("allow-own-as " + Math.min(times, MOST_OWN_AS)));
        if (on(both, "as-path-options", "config", "replace-peer-as")) {
            block.say("as-override");
        }
    }

    private static void restarts(List<Tree> both, Block block) {
        boolean helper = on(both, "graceful-restart", "config", "helper-only");
        string(both, "graceful-restart", "config", "enabled")
                .map(enabled -> !enabled.equals("true") ? "no" : helper ? "helper" : "yes")
                .ifPresent(mode -> block.say("graceful-restart " + mode));
        number(both, "graceful-restart", "config", "restart-time")
                .ifPresent(t -> block.say("restart-time " + t));
        number(both, "graceful-restart", "config", "stale-routes-time")
                .ifPresent(t -> block.say("stale-time " + t));
        number(both, "graceful-restart", "config", "deferral-time")
                .ifPresent(t -> block.say("deferral-time " + t));
        longLived(both, block);
    }

    /// All families have what one has.
    private static void longLived(List<Tree> both, Block block) {
        var enabled = Optional.<Boolean>empty();
        var seconds = Optional.<Long>empty();
        for (var tree : both) {
            for (var family : tree.list("afi-safis")) {
                var own = List.of(family);
                var said = string(own, "long-lived-graceful-restart", "config", "enabled");
                enabled = enabled.isPresent() ? enabled : said.map("true"::equals);
                var time = number(own, "long-lived-graceful-restart", "config", "restart-time");
                seconds = seconds.isPresent() ? seconds : time.map(Long::valueOf);
            }
        }
        enabled.ifPresent(yes -> block.say("long-lived-restart " + (yes ? "yes" : "no")));
        seconds.ifPresent(t -> block.say("long-lived-stale-time " + t));
    }

    /// A route server's client has policies of its own; all others have those of `global`.
    private void policies(List<Tree> both, String address, Block block) {
        boolean server = block.says("route-server-client");
        var apply =
                server
                        ? both.stream().flatMap(t -> t.get("apply-policy").stream()).findFirst()
                        : root.get("global", "apply-policy");
        var families = families(both, address);
        block.say("family " + String.join(", ", families));
        for (var way : List.of("import", "export")) {
            var names = apply.map(a -> a.strings("config", way + "-policy-list")).orElse(List.of());
            String like =
                    names.isEmpty() ? "neighbor-" + address + "-" + way : String.join("-", names);
            var body = apply.map(a -> policies.body(a, way));
            block.say(
                    way
                            + " "
                            + body.map(b -> Directions.of(draft, like, same(families, b)))
                                    .orElse("accept"));
        }
    }

    private static Map<String, List<Block>> same(List<String> families, List<Block> body) {
        var all = new LinkedHashMap<String, List<Block>>();
        families.forEach(f -> all.put(f, body));
        return all;
    }

    /// There, too, the session stays down until somebody looks after it.
    private static void limits(List<Tree> both, List<String> families, Block block) {
        var limits = new HashMap<String, PrefixLimit>();
        for (var tree : both) {
            for (var family : tree.list("afi-safis")) {
                var own = List.of(family);
                String name = string(own, "config", "afi-safi-name").orElse("");
                String warn =
                        number(own, "prefix-limit", "config", "shutdown-threshold-pct")
                                .filter(percent -> percent > 0)
                                .map(String::valueOf)
                                .orElse("");
                number(own, "prefix-limit", "config", "max-prefixes")
                        .filter(most -> most > 0 && name.matches("ipv[46]-unicast"))
                        .ifPresent(most ->
                                limits.putIfAbsent(
                                        name.substring(0, 4),
                                        new PrefixLimit("" + most, "", warn, false)));
            }
        }
        PrefixLimit.say(limits, families.contains("ipv4"), families.contains("ipv6"), block);
    }

    /// All families have what one has.
    private static void paths(List<Tree> both, Block block) {
        boolean receive = false;
        var send = Optional.<String>empty();
        for (var tree : both) {
            for (var family : tree.list("afi-safis")) {
                var own = List.of(family);
                receive |= on(own, "add-paths", "config", "receive");
                var most = number(own, "add-paths", "config", "send-max").filter(n -> n > 0);
                send = send.isPresent() ? send : most.map(n -> "best " + n);
            }
        }
        SeveralPaths.say(receive, send, block);
    }

    private List<String> families(List<Tree> both, String address) {
        var families = new ArrayList<String>();
        for (var tree : both) {
            for (var family : tree.list("afi-safis")) {
                String name = family.string("config", "afi-safi-name").orElse("");
                if (!name.matches("ipv[46]-unicast")) {
                    draft.lost(family.at(), name, "only ipv4 and ipv6 unicast are offered");
                } else if (!families.contains(name.substring(0, 4))) {
                    families.add(name.substring(0, 4));
                }
            }
        }
        if (families.isEmpty()) {
            families.add(address.indexOf(':') < 0 ? "ipv4" : "ipv6");
        }
        return families;
    }
}
