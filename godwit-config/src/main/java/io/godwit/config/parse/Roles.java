package io.godwit.config.parse;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.words.RoleWords;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.session.RoleTerms;
import io.godwit.wire.cap.PeeringRole;

import java.util.Optional;

/// Finds out what a neighbor is to the router, and whether that can be.
final class Roles {
    private final Reporter report;

    Roles(Reporter report) {
        this.report = report;
    }

    /// The role of a neighbor with these options; a wrong word is reported and counts for nothing.
    ///
    /// @param member whether it is in another AS of our confederation; then it is `external`, too
    Role role(NeighborAssembler.Options options, boolean external, boolean member) {
        boolean reflected = options.or(Words.ROUTE_REFLECTOR_CLIENT, false);
        boolean served = options.or(Words.ROUTE_SERVER_CLIENT, false);
        if (reflected && served) {
            report.error(
                    Code.WRONG_CLIENT,
                    options.get(Words.ROUTE_SERVER_CLIENT).orElseThrow().word(),
                    "a neighbor is a client of the reflector or of the route server, not of both",
                    "remove one",
                    options.get(Words.ROUTE_REFLECTOR_CLIENT).orElseThrow().word(),
                    "the other is here");
        } else if (reflected && member) {
            wrong(
                    options,
                    Words.ROUTE_REFLECTOR_CLIENT,
                    "in another AS of the confederation (RFC 4456 §6)",
                    "such a neighbor hears all routes anyway: remove the word");
        } else if (reflected && external) {
            wrong(
                    options,
                    Words.ROUTE_REFLECTOR_CLIENT,
                    Words.ROUTE_SERVER_CLIENT,
                    "in another AS (RFC 4456 §6)");
        } else if (served && member) {
            wrong(
                    options,
                    Words.ROUTE_SERVER_CLIENT,
                    "in our own confederation (RFC 7947 §2)",
                    "correct its AS number, or remove the word");
        } else if (served && !external) {
            wrong(
                    options,
                    Words.ROUTE_SERVER_CLIENT,
                    Words.ROUTE_REFLECTOR_CLIENT,
                    "in our own AS (RFC 7947 §2)");
        }
        checkRelation(options, external && !member, served);
        checkPeeringRole(options, external, member, served);
        if (member) {
            return Role.CONFEDERATION;
        }
        if (external) {
            return served ? Role.ROUTE_SERVER_CLIENT : Role.EXTERNAL;
        }
        return reflected ? Role.REFLECTOR_CLIENT : Role.INTERNAL;
    }

    /// Paths of our own AS are not verified, and a client of ours is what a customer is.
    private void checkRelation(
            NeighborAssembler.Options options, boolean external, boolean served) {
        options.get(Words.RELATION)
                .filter(_ -> !external || served)
                .ifPresent(relation ->
                        report.warning(
                                Code.NO_EFFECT,
                                relation.word(),
                                served
                                        ? "`relation` changes nothing for a client of the route"
                                                + " server: its paths are verified as a customer's"
                                        : "`relation` changes nothing for an internal neighbor",
                                "remove it"));
    }

    /// What an external neighbor is in business: `role` says it from our side.
    static Relation relation(NeighborAssembler.Options options) {
        return options.get(Words.RELATION)
                .map(Given::value)
                .orElseGet(() -> opposite(ours(options)));
    }

    private static PeeringRole ours(NeighborAssembler.Options options) {
        return options.or(RoleWords.ROLE, RoleTerms.NONE).ours();
    }

    private static Relation opposite(PeeringRole ours) {
        return switch (ours) {
            case NONE -> Relation.UNSTATED;
            case PROVIDER, RS -> Relation.CUSTOMER;
            case CUSTOMER -> Relation.PROVIDER;
            case RS_CLIENT -> Relation.ROUTE_SERVER;
            case PEER -> Relation.PEER;
        };
    }

    /// Roles are of external sessions (RFC 9234 §4), and not recommended between members of a
    /// confederation (§5).
    private void checkPeeringRole(
            NeighborAssembler.Options options, boolean external, boolean member, boolean served) {
        Optional<Given<RoleTerms>> role = options.get(RoleWords.ROLE);
        if (role.isEmpty()) {
            return;
        }
        if (!external || member) {
            report.error(
                    Code.WRONG_ROLE,
                    role.get().word(),
                    "`role` for a neighbor inside our " + (member ? "confederation" : "AS"),
                    "remove it: roles are between ASes (RFC 9234 §5)",
                    options.get(Words.AS).orElseThrow().span(),
                    "its AS number");
        } else if (served && role.get().value().ours() != PeeringRole.RS) {
            report.error(
                    Code.WRONG_ROLE,
                    role.get().span(),
                    "to a client of the route server we are `rs`",
                    "`role rs`",
                    options.get(Words.ROUTE_SERVER_CLIENT).orElseThrow().word(),
                    "it is one");
        }
        Optional<Given<Relation>> relation = options.get(Words.RELATION);
        Relation opposite = opposite(role.get().value().ours());
        if (relation.isPresent() && relation.get().value() != opposite) {
            report.error(
                    Code.WRONG_ROLE,
                    relation.get().span(),
                    "`relation` contradicts `role`: by that it is `" + opposite.word() + "`",
                    "remove `relation`",
                    role.get().word(),
                    "our role");
        }
    }

    private void wrong(
            NeighborAssembler.Options options,
            Word<Boolean> word,
            Word<Boolean> other,
            String where) {
        String help =
                "such a neighbor can be a `" + other.keyword() + "`, or correct its AS number";
        wrong(options, word, where, help);
    }

    private void wrong(
            NeighborAssembler.Options options, Word<Boolean> word, String where, String help) {
        report.error(
                Code.WRONG_CLIENT,
                options.get(word).orElseThrow().word(),
                "`" + word.keyword() + "` for a neighbor " + where,
                help,
                options.get(Words.AS).orElseThrow().span(),
                "its AS number");
    }
}
