package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The argument of `originate`.
final class Prefixes {
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
                    return args.word(what()).flatMap(token -> prefix(token, args));
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.pattern("^[0-9a-fA-F:.]+/[0-9]{1,3}$");
                }
            };

    private static Optional<Prefix> prefix(Token token, ArgumentReader args) {
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
                    address.map(a -> "one address is `" + a + "/" + a.bits() + "`")
                            .orElse(args.example());
            return bad(Code.BAD_PREFIX, span, token.quoted() + " is not a prefix", help, args);
        }
        Optional<Address> address = Address.parse(text.substring(0, slash));
        if (address.isEmpty()) {
            String why = Addresses.problem(text.substring(0, slash));
            String message = token.quoted() + " is not a prefix: " + why;
            return bad(Code.BAD_PREFIX, span, message, args.example(), args);
        }
        return withLength(token, address.get(), text.substring(slash + 1), args);
    }

    /// The address is good, the length behind it or both together are not.
    private static Optional<Prefix> withLength(
            Token token, Address address, String lengthText, ArgumentReader args) {
        Span span = token.span();
        OptionalLong length = Numbers.digits(lengthText);
        if (length.isEmpty() && lengthText.matches("[0-9]+[+{-].*")) {
            String message = "ranges of prefixes are not offered by this version";
            return bad(Code.NOT_OFFERED, span, message, args.example(), args);
        }
        if (length.isEmpty()) {
            String message = token.quoted() + " is not a prefix: no length behind the `/`";
            return bad(Code.BAD_PREFIX, span, message, args.example(), args);
        }
        if (length.getAsLong() > address.bits()) {
            String family = Addresses.family(address);
            String message =
                    "length of an %s prefix is 0 to %d, not `%s`"
                            .formatted(family, address.bits(), lengthText);
            return bad(Code.PREFIX_LENGTH, span, message, "", args);
        }
        Prefix masked = Prefix.of(address, (int) length.getAsLong());
        if (masked.address().equals(address)) {
            // Only the writing of the length is wrong: /08.
            String help = args.write(masked.toString());
            return bad(Code.BAD_PREFIX, span, token.quoted() + " is not a prefix", help, args);
        }
        String message = token.quoted() + " has bits set behind its length";
        return bad(Code.HOST_BITS, span, message, "did you mean `" + masked + "`?", args);
    }

    private static Optional<Prefix> bad(
            Code code, Span span, String message, String help, ArgumentReader args) {
        args.report().error(code, span, message, help);
        return Optional.empty();
    }
}
