package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.Condition;
import io.godwit.cli.importer.NotCarried;
import io.godwit.cli.importer.Note;
import io.godwit.cli.importer.openbgpd.Rule.Action;
import io.godwit.cli.importer.openbgpd.Rule.Field;
import io.godwit.cli.importer.openbgpd.Rule.Who;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads one rule: `deny quick from ebgp prefix-set bogons`.
final class RuleReader {
    private final Statement rule;
    private final Words words;
    private final Sets sets;
    private final Edits edits;
    private final CommunityWords communities;
    private final PathQuestion paths;
    private final boolean validated;
    private final Set<Field> reads = EnumSet.noneOf(Field.class);
    private Condition condition = Condition.TRUE;
    private Edits.Read set = new Edits.Read(List.of(), false);

    /// @param validated whether what the RPKI says is known here as it was there
    RuleReader(
            Statement rule,
            Sets sets,
            Edits edits,
            CommunityWords communities,
            long as,
            boolean validated) {
        this.rule = rule;
        words = rule.words();
        this.sets = sets;
        this.edits = edits;
        this.communities = communities;
        paths = new PathQuestion(words, rule.at(), sets, as);
        this.validated = validated;
    }

    /// Reads it.
    Rule read() {
        var action = Action.valueOf(words.next().toUpperCase(Locale.ROOT));
        boolean quick = words.take("quick");
        boolean other = words.take("rib") && !words.next().equals("Loc-RIB");
        boolean to = words.take("to") || !words.take("from");
        var who = new ArrayList<Who>();
        words.each(() -> who.add(who()));
        Optional<Note> trouble =
                other ? Optional.of(lost("there is one table here").note()) : Optional.empty();
        try {
            while (words.more()) {
                condition = condition.and(question());
            }
        } catch (NotCarried e) {
            trouble = Optional.of(new Note(rule.at(), rule.text(), e.getMessage(), true));
        }
        return new Rule(
                rule.at(),
                label(),
                action,
                quick,
                to,
                who,
                condition,
                reads,
                set.edits(),
                set.keepsHop(),
                trouble);
    }

    /// What it asks: neither whom it concerns nor what it sets.
    private String label() {
        return rule.text()
                .replaceFirst(
                        "^(allow|deny|match) (quick )?(rib \\S+ )?(from|to) "
                                + "(\\{[^}]*\\}|group \\S+|AS \\S+|\\S+) ?",
                        "")
                .replaceFirst("(^| )set .*", "")
                .replaceAll("\"|[{}] ?| (?=[,}])", "");
    }

    private NotCarried lost(String why) {
        return new NotCarried(rule.at(), rule.text(), why);
    }

    private Who who() {
        String kind = words.next();
        return switch (kind) {
            case "any", "ibgp", "ebgp" -> new Who(kind, "");
            case "group" -> new Who(kind, words.next());
            case "AS" -> new Who(kind, Long.toString(words.as()));
            default -> new Who("address", kind);
        };
    }

    private Condition question() {
        String word = words.peek();
        if (word.equals("{")) {
            return oneOf();
        }
        words.next();
        return switch (word) {
            case "inet" -> family("ipv4", "0.0.0.0/0");
            case "inet6" -> family("ipv6", "::/0");
            case "prefix" -> sets.among(Sets.entries(words, rule.at()));
            case "prefix-set" -> {
                String name = words.next();
                yield sets.among(name, words.take("or-longer"), rule.at());
            }
            case "origin-set" -> {
                reads.add(Field.PATH);
                yield sets.origins(words.next(), rule.at());
            }
            case "AS", "peer-as", "source-as", "transit-as" -> {
                reads.add(Field.PATH);
                yield paths.ask(word);
            }
            case "max-as-len" -> {
                reads.add(Field.PATH);
                yield Condition.compare("as-path.length", ">", Long.toString(words.number()));
            }
            case "community" -> has(word, Field.COMMUNITY);
            case "large-community" -> has(word, Field.LARGE_COMMUNITY);
            case "ext-community" -> has("extended-community", Field.EXTENDED_COMMUNITY);
            case "nexthop" -> nextHop();
            case "ovs" -> rpki();
            case "set" -> {
                set = edits.read(words, rule.at());
                yield Condition.TRUE;
            }
            default -> throw lost("`" + word + "` has no counterpart");
        };
    }

    /// `{ AS 1, source-as 2 }`
    private Condition oneOf() {
        var any = new ArrayList<Condition>();
        words.each(() -> any.add(question()));
        return any.stream().reduce(Condition.FALSE, Condition::or);
    }

    private Condition family(String family, String all) {
        var is = Condition.compare("family", "=", family);
        if (!words.peek().equals("prefixlen")) {
            return is;
        }
        int slash = all.indexOf('/');
        var whole = Prefix.of(Address.parse(all.substring(0, slash)).orElseThrow(), 0);
        var ranges = Sets.lengths(words, rule.at(), whole);
        String text =
                ranges.stream()
                        .map(r -> r.least() + ".." + r.most())
                        .collect(Collectors.joining(", "));
        return ranges.isEmpty()
                ? Condition.FALSE
                : is.and(
                        Condition.in(
                                "prefix.length", ranges.size() == 1 ? text : "[ " + text + " ]"));
    }

    private Condition has(String kind, Field field) {
        reads.add(field);
        return Condition.ask(kind + " has " + communities.read(kind, words, rule.at()));
    }

    private Condition nextHop() {
        reads.add(Field.NEXT_HOP);
        String hop = words.next();
        return Condition.compare("next-hop", "=", hop.equals("neighbor") ? "peer.address" : hop);
    }

    private Condition rpki() {
        String state = words.next();
        if (!validated) {
            throw lost(
                    "the `roa-set` is not here: say in `rpki` where VRPs are, then `rpki = "
                            + state
                            + "`");
        }
        return Condition.compare("rpki", "=", state);
    }
}
