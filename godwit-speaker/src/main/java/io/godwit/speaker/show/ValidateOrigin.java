package io.godwit.speaker.show;

import io.godwit.policy.Validation;
import io.godwit.policy.rpki.RpkiTables;
import io.godwit.policy.rpki.Vrp;
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
    public record Row(Prefix prefix, long as, String state, String why, List<Covering> vrps) {}

    /// A VRP that covers the prefix.
    ///
    /// @param matches whether it makes the route valid
    /// @param whyNot what does not fit; empty when it matches
    public record Covering(Prefix prefix, int maxLength, long as, boolean matches, String whyNot) {}

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
        List<Covering> covering =
                tables.covering(prefix).stream().map(vrp -> covering(vrp, prefix, as)).toList();
        return new Row(prefix, as, word(state), why(rpki, state, covering), covering);
    }

    private static String word(int state) {
        return switch (state) {
            case Validation.VALID -> "valid";
            case Validation.INVALID -> "invalid";
            default -> "not-found";
        };
    }

    private static String why(RpkiView rpki, int state, List<Covering> covering) {
        return switch (state) {
            case Validation.VALID -> "a VRP covers the prefix and matches";
            case Validation.INVALID ->
                    covering.size() == 1
                            ? "the only VRP that covers the prefix does not match"
                            : "none of the "
                                    + covering.size()
                                    + " VRPs that cover the prefix matches";
            default ->
                    rpki.used()
                            ? "no VRP covers the prefix"
                            : "no RPKI cache is configured: add `rpki { cache ADDRESS:PORT }`";
        };
    }

    /// RFC 6811 §2: the AS and the length have to fit; AS 0 fits nobody.
    private static Covering covering(Vrp vrp, Prefix prefix, long as) {
        boolean longer = prefix.length() > vrp.maxLength();
        String whyNot = "";
        if (vrp.as() == 0) {
            whyNot = "AS 0: nobody may announce it";
        } else if (vrp.as() != as) {
            whyNot = longer ? "another AS, and longer than it may be" : "another AS";
        } else if (longer) {
            whyNot = "longer than /" + vrp.maxLength();
        }
        return new Covering(
                vrp.prefix(), vrp.maxLength(), vrp.as(), whyNot.isEmpty() && as != 0, whyNot);
    }
}
