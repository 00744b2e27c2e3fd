package io.godwit.speaker.show;

import io.godwit.policy.Validation;
import io.godwit.policy.rpki.Covering;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.speaker.Arguments;
import io.godwit.speaker.Outcome;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// `rpki validate PREFIX AS`: the origin validation state of a route that need not exist, and the
/// VRPs that it comes from.
final class ValidateOrigin implements ShowCommand {
    private static final long MAX_AS = 0xffff_ffffL;

    /// The answer.
    ///
    /// @param state `valid`, `invalid` or `not-found`
    /// @param why in words
    /// @param vrps those that cover the prefix
    public record Row(Prefix prefix, long as, String state, String why, List<CoveringRow> vrps) {}

    /// A VRP that covers the prefix.
    ///
    /// @param matches whether it makes the route valid
    /// @param whyNot what does not fit; empty when it matches
    public record CoveringRow(
            Prefix prefix, int maxLength, long as, boolean matches, String whyNot) {}

    @Override
    public String name() {
        return "rpki validate";
    }

    @Override
    public Query open(SpeakerView speaker, Arguments arguments) {
        Optional<Prefix> prefix = arguments.prefix("prefix");
        OptionalLong as = arguments.number("as", 0, MAX_AS);
        if (prefix.isEmpty()) {
            arguments.missing("prefix", "192.0.2.0/24");
        } else if (as.isEmpty()) {
            arguments.missing("as", "64500");
        }
        return (maxRows, out) -> {
            out.row(row(speaker.rpki(), prefix.orElseThrow(), as.orElseThrow()));
            return Optional.of(Outcome.done());
        };
    }

    private static Row row(RpkiView rpki, Prefix prefix, long as) {
        RpkiTables tables = rpki.tables();
        Address address = prefix.address();
        int state =
                tables.origin(
                        address.isV6(), address.high(), address.low(), prefix.length(), (int) as);
        List<CoveringRow> covering =
                tables.covering(prefix, as).stream().map(ValidateOrigin::covering).toList();
        return new Row(prefix, as, word(state), why(rpki, state, prefix, as), covering);
    }

    private static String word(int state) {
        return switch (state) {
            case Validation.VALID -> "valid";
            case Validation.INVALID -> "invalid";
            default -> "not-found";
        };
    }

    private static String why(RpkiView rpki, int state, Prefix prefix, long as) {
        return switch (state) {
            case Validation.VALID -> "a VRP covers the prefix and matches";
            case Validation.INVALID -> rpki.tables().whyInvalid(prefix, as);
            default ->
                    rpki.used()
                            ? "no VRP covers the prefix"
                            : "no RPKI cache is configured: add `rpki { cache ADDRESS:PORT }`";
        };
    }

    private static CoveringRow covering(Covering covering) {
        return new CoveringRow(
                covering.vrp().prefix(),
                covering.vrp().maxLength(),
                covering.vrp().as(),
                covering.matches(),
                covering.whyNot());
    }
}
