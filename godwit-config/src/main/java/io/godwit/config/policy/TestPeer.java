package io.godwit.config.policy;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Statement;
import io.godwit.policy.AsSet;
import io.godwit.policy.Confederation;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PeerRules;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.policy.tree.AsSetRef;
import io.godwit.policy.tree.PrefixSetRef;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// `peer { as 64511; address 192.0.2.11; … }`: a neighbor that stands in no configuration.
final class TestPeer {
    private static final List<String> WORDS =
            List.of(
                    "as",
                    "address",
                    "name",
                    "group",
                    "role",
                    "local-as",
                    "local-address",
                    "irr-prefixes",
                    "irr-origins",
                    "relation");

    private final Definitions names;
    private final Reporter report;
    private final Set<String> seen = new HashSet<>();
    private Address address = Address.ofV4(192 << 24 | 2 << 8 | 1);
    private final long routerAs;
    private final Optional<Confederation> confederation;
    private long as;
    private long localAs;
    private String name = "";
    private String group = "";
    private Optional<Role> role = Optional.empty();
    private Relation relation = Relation.UNSTATED;
    private Optional<Address> localAddress = Optional.empty();
    private PrefixSet prefixes = PrefixSet.EMPTY;
    private AsSet origins = AsSet.EMPTY;

    TestPeer(
            Definitions names,
            long routerAs,
            Optional<Confederation> confederation,
            Reporter report) {
        this.names = names;
        this.routerAs = routerAs;
        this.confederation = confederation;
        localAs = confederation.map(Confederation::id).orElse(routerAs);
        this.report = report;
    }

    PeerFacts read(List<Statement> statements, Pieces block) throws NotUnderstood {
        for (Statement statement : statements) {
            if (statement.isBroken()) {
                throw new NotUnderstood();
            }
            var in = Pieces.of(statement.args(), statement.word().span(), report);
            String word = statement.word().value();
            if (!WORDS.contains(word) || !seen.add(word)) {
                throw unknown(statement, in);
            }
            take(word, in);
            in.end("`" + word + "`");
        }
        if (as == 0) {
            String what = "the neighbor has no `as`";
            throw block.wrong(Code.INCOMPLETE_TEST, block.behind(), what, "add `as 64511;`");
        }
        return new PeerFacts(
                address,
                as,
                name,
                group,
                role.orElseGet(this::assumed),
                localAs,
                localAddress,
                prefixes,
                origins,
                relation,
                PeerRules.NONE);
    }

    /// What a neighbor with this AS number is, if nothing else is said.
    private Role assumed() {
        if (confederation.isEmpty()) {
            return as == localAs ? Role.INTERNAL : Role.EXTERNAL;
        }
        return as == routerAs
                ? Role.INTERNAL
                : confederation.get().has(as) ? Role.CONFEDERATION : Role.EXTERNAL;
    }

    private NotUnderstood unknown(Statement statement, Pieces in) {
        String word = statement.word().value();
        String help = NearestWord.help(word, WORDS, "possible here: " + NearestWord.listed(WORDS));
        return seen.contains(word)
                ? in.wrong(
                        Code.DUPLICATE_STATEMENT,
                        statement.word().span(),
                        "second `" + word + "`",
                        "")
                : in.wrong(
                        Code.UNKNOWN_WORD,
                        statement.word().span(),
                        "unknown word `" + word + "` for the neighbor of a test",
                        help);
    }

    private void take(String word, Pieces in) throws NotUnderstood {
        switch (word) {
            case "as" -> as = Literals.as(word(in, "an AS number"), in);
            case "local-as" -> localAs = Literals.as(word(in, "an AS number"), in);
            case "address" -> address = Literals.address(word(in, "an address"), in);
            case "local-address" ->
                    localAddress = Optional.of(Literals.address(word(in, "an address"), in));
            case "name" -> name = text(in);
            case "group" -> group = text(in);
            case "role" -> role = Optional.of(one(in, Role.values()));
            case "relation" -> relation = one(in, Relation.values());
            case "irr-prefixes" -> prefixes = prefixes(in);
            default -> origins = origins(in);
        }
    }

    private static Piece word(Pieces in, String what) throws NotUnderstood {
        return in.need(Piece.Kind.WORD, what, "");
    }

    private static String text(Pieces in) throws NotUnderstood {
        return in.need("a name", "for example `\"Example Net\"`").text();
    }

    private static <E extends Enum<E>> E one(Pieces in, E[] values) throws NotUnderstood {
        Piece word = word(in, "a word");
        var possible = new ArrayList<String>();
        for (E value : values) {
            String text = value.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.is(text)) {
                return value;
            }
            possible.add(text);
        }
        throw in.expected("one of these", word, "`" + String.join("`, `", possible) + "`");
    }

    private PrefixSet prefixes(Pieces in) throws NotUnderstood {
        if (names.prefixes(in) instanceof PrefixSetRef.Known(_, PrefixSet set)) {
            return set;
        }
        throw new NotUnderstood();
    }

    private AsSet origins(Pieces in) throws NotUnderstood {
        if (names.asNumbers(in) instanceof AsSetRef.Known(_, AsSet set)) {
            return set;
        }
        throw new NotUnderstood();
    }
}
