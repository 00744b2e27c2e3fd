package io.godwit.cli.importer.arouteserver;

import io.godwit.cli.importer.At;
import io.godwit.cli.importer.Block;
import io.godwit.cli.importer.Draft;
import io.godwit.cli.importer.NamedSets;
import io.godwit.cli.importer.Names;
import io.godwit.cli.importer.Texts;
import io.godwit.cli.importer.Unreadable;
import io.godwit.cli.importer.tree.Tree;
import io.godwit.cli.importer.tree.Yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `godwit import arouteserver general.yml clients.yml`: one policy in, one policy out, and the
/// clients as members of a group.
public final class ArouteserverImporter {
    private final Draft draft;
    private final Tree general;
    private final Tree clients;
    private final Set<String> names = new HashSet<>();

    private ArouteserverImporter(Tree general, Tree clients, Draft draft) {
        this.draft = draft;
        this.general = general;
        this.clients = clients;
    }

    /// Reads the two files, in this order.
    public static void run(List<String> files, Texts texts, Draft draft) {
        if (files.size() != 2) {
            throw new Unreadable(new At(files.get(0), 0), "write general.yml and clients.yml");
        }
        var trees = new ArrayList<Tree>();
        for (var file : files) {
            trees.add(Yaml.read(file, texts.read(file, new At(file, 0))));
        }
        var cfg =
                trees.get(0)
                        .get("cfg")
                        .orElseThrow(() -> new Unreadable(new At(files.get(0), 0), "no `cfg`"));
        new ArouteserverImporter(cfg, trees.get(1), draft).convert();
        for (var tree : trees) {
            tree.unused(
                    "",
                    (path, value) -> {
                        if (value.kind() != Tree.Kind.LEAF || !value.text().isEmpty()) {
                            draft.lost(value.at(), path, "has no counterpart");
                        }
                    });
        }
    }

    private void convert() {
        long as =
                general.number("rs_as")
                        .orElseThrow(() -> new Unreadable(general.at(), "no `rs_as`"));
        draft.router().say("as " + as);
        general.string("router_id").ifPresent(id -> draft.router().say("id " + id));
        var members = members();
        var sets = new NamedSets(draft);
        var control = new Communities(general, as, draft);
        control.rejectTag().ifPresent(draft::top);
        var in = draft.policy("client-in", new ClientIn(general, members, sets).body());
        var out = draft.policy("client-out", control.body());
        var group = Block.of("group clients");
        group.say("route-server-client");
        if (!general.string("passive").filter(p -> p.equalsIgnoreCase("false")).isPresent()) {
            group.say("passive");
        }
        if (general.on("gtsm")) {
            group.say("ttl-security");
        }
        group.say("import " + in).say("export " + out);
        draft.group(group);
        members.forEach(this::neighbors);
        settled();
    }

    /// What is so anyway, or was looked at elsewhere.
    private void settled() {
        for (var key : List.of("path_hiding", "rfc1997_wellknown_communities")) {
            general.get(key).ifPresent(Tree::skip);
        }
        for (var key : List.of("prepend_rs_as", "add_path", "rfc8950")) {
            if (general.on(key)) {
                draft.lost(general.get(key).get().at(), key, "not offered by this version");
            }
        }
        var validation = general.get("filtering", "rpki_bgp_origin_validation");
        if (validation.filter(v -> v.on("enabled")).isPresent()) {
            draft.lost(
                    validation.get().at(),
                    "rpki_bgp_origin_validation",
                    "say where the data are: `rpki { cache HOST:PORT; }`");
        }
    }

    private List<Member> members() {
        var members = new ArrayList<Member>();
        for (var client : clients.list("clients")) {
            long as =
                    client.number("asn").orElseThrow(() -> new Unreadable(client.at(), "no `asn`"));
            var sets = client.strings("cfg", "filtering", "irrdb", "as_sets");
            var shared = clients.strings("asns", "AS" + as, "as_sets");
            members.add(
                    new Member(as, client, client.strings("ip"), sets.isEmpty() ? shared : sets));
        }
        return members;
    }

    private void neighbors(Member member) {
        for (var address : member.addresses()) {
            var block = Block.of("neighbor " + address + " in clients").say("as " + member.as());
            String name = member.client().string("description").orElse("AS" + member.as());
            String own = names.add(name) ? name : name + " " + address;
            names.add(own);
            block.say("name " + Names.quoted(own, 64));
            if (member.client()
                    .string("cfg", "passive")
                    .filter(p -> p.equalsIgnoreCase("false"))
                    .isPresent()) {
                block.say("passive no");
            }
            member.client()
                    .string("cfg", "gtsm")
                    .ifPresent(_ -> {
                        boolean on = member.client().on("cfg", "gtsm");
                        block.say(on ? "ttl-security" : "ttl-security no");
                    });
            member.client()
                    .string("password")
                    .flatMap(Names::secret)
                    .ifPresent(secret -> block.say("password " + secret));
            irr(member, block);
            draft.neighbor(block);
        }
    }

    /// The sets of the registries are files, made by a program for it whenever they change.
    private void irr(Member member, Block block) {
        boolean prefixes = enforced("enforce_prefix_in_as_set");
        boolean origins = enforced("enforce_origin_in_as_set");
        String sets =
                member.sets().isEmpty() ? "AS" + member.as() : String.join(" ", member.sets());
        String file = "irr/as" + member.as();
        String longer = general.on("filtering", "irrdb", "allow_longer_prefixes") ? "+" : "";
        if (prefixes) {
            block.say("irr-prefixes from file \"" + file + ".txt\"");
            String format = " -F '%n/%l" + longer + "\\n' " + sets;
            draft.lost(
                    member.client().at(),
                    "IRR prefixes of AS" + member.as(),
                    "make the file: (bgpq4 -4"
                            + format
                            + "; bgpq4 -6"
                            + format
                            + ") > "
                            + file
                            + ".txt");
        }
        if (origins) {
            block.say("irr-origins from file \"" + file + "-as.json\"");
            draft.lost(
                    member.client().at(),
                    "IRR origins of AS" + member.as(),
                    "make the file: bgpq4 -tj " + sets + " > " + file + "-as.json");
        }
    }

    private boolean enforced(String key) {
        return !general.string("filtering", "irrdb", key)
                .filter(v -> v.equalsIgnoreCase("false"))
                .isPresent();
    }

    /// A client.
    ///
    /// @param sets its AS sets in the registries
    record Member(long as, Tree client, List<String> addresses, List<String> sets) {}
}
