package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Prefixes, and the argument of `originate`.
public final class Prefixes {
    private static final String EXAMPLE = "for example `192.0.2.0/24`";
    private static final String RANGE =
            "only sets have ranges: `prefix in [ 10.0.0.0/8+, 192.0.2.0/24{24,28} ]`";

    private Prefixes() {}

    /// A prefix in canonical form.
    static final Argument<Prefix> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "PREFIX";
                }

                @Override
                public String what() {
                    return "a prefix";
                }

                @Override
                public Optional<Prefix> read(ArgumentReader args) {
                    return args.word(what()).flatMap(token -> prefix(token, args.report()));
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.pattern("^[0-9a-fA-F:.]+/[0-9]{1,3}$");
                }
            };

    /// A prefix in canonical form; anything else is reported.
    public static Optional<Prefix> prefix(Token token, Reporter report) {
        String text = token.value();
        Optional<Prefix> good = Prefix.parse(text);
        if (good.isPresent()) {
            return good;
        }
        int slash = text.indexOf('/');
        Span span = token.span();
        if (slash < 0) {
            Optional<Address> address = Address.parse(text);
            String help =
                    address.map(a -> "one address is `" + a + "/" + a.bits() + "`").orElse(EXAMPLE);
            return bad(Code.BAD_PREFIX, span, token.quoted() + " is not a prefix", help, report);
        }
        Optional<Address> address = Address.parse(text.substring(0, slash));
        if (address.isEmpty()) {
            String why = Addresses.problem(text.substring(0, slash));
            String message = token.quoted() + " is not a prefix: " + why;
            return bad(Code.BAD_PREFIX, span, message, EXAMPLE, report);
        }
        return withLength(token, address.get(), text.substring(slash + 1), report);
    }

    /// The address is good, the length behind it or both together are not.
    private static Optional<Prefix> withLength(
            Token token, Address address, String lengthText, Reporter report) {
        Span span = token.span();
        OptionalLong length = Numbers.digits(lengthText);
        if (length.isEmpty() && lengthText.matches("[0-9]+[+{-].*")) {
            String message = token.quoted() + " is a range of prefixes";
            return bad(Code.BAD_PREFIX, span, message, RANGE, report);
        }
        if (length.isEmpty()) {
            String message = token.quoted() + " is not a prefix: no length behind the `/`";
            return bad(Code.BAD_PREFIX, span, message, EXAMPLE, report);
        }
        if (length.getAsLong() > address.bits()) {
            String family = Addresses.family(address);
            String message =
                    "length of an %s prefix is 0 to %d, not `%s`"
                            .formatted(family, address.bits(), lengthText);
            return bad(Code.PREFIX_LENGTH, span, message, "", report);
        }
        Prefix masked = Prefix.of(address, (int) length.getAsLong());
        if (masked.address().equals(address)) {
            // Only the writing of the length is wrong: /08.
            String help = "write `" + masked + "`";
            return bad(Code.BAD_PREFIX, span, token.quoted() + " is not a prefix", help, report);
        }
        String message = token.quoted() + " has bits set behind its length";
        return bad(Code.HOST_BITS, span, message, "did you mean `" + masked + "`?", report);
    }

    private static Optional<Prefix> bad(
            Code code, Span span, String message, String help, Reporter report) {
        report.error(code, span, message, help);
        return Optional.empty();
    }
}
