package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// `192.0.2.1`, `192.0.2.1:3323`, `[2001:db8::1]:3323`: where a program listens, in one token.
final class Endpoints {
    /// An address with or without a port.
    record Endpoint(Address address, OptionalInt port) {}

    private Endpoints() {}

    /// Reads one; what is wrong is reported.
    ///
    /// @param port an example of one
    static Optional<Endpoint> read(Token token, int port, ArgumentReader args) {
        String text = token.value();
        Optional<Address> whole = Address.parse(text);
        if (whole.isPresent()) {
            return Optional.of(new Endpoint(whole.get(), OptionalInt.empty()));
        }
        int colon = text.lastIndexOf(':');
        String before = text.substring(0, Math.max(0, colon));
        boolean brackets = before.startsWith("[") && before.endsWith("]");
        Optional<Address> address =
                Address.parse(brackets ? before.substring(1, before.length() - 1) : before);
        OptionalLong given = Numbers.digits(text.substring(colon + 1));
        if (address.isEmpty() || address.get().isV6() != brackets) {
            return bad(token, "is not an address with a port", port, args);
        }
        if (given.isEmpty() || given.getAsLong() < 1 || given.getAsLong() > 65535) {
            return bad(token, "has a port that is not 1 to 65535", port, args);
        }
        return Optional.of(new Endpoint(address.get(), OptionalInt.of((int) given.getAsLong())));
    }

    /// Reports what is wrong with one.
    static <T> Optional<T> bad(Token token, String why, int port, ArgumentReader args) {
        args.report()
                .error(
                        Code.BAD_ADDRESS,
                        token.span(),
                        token.quoted() + " " + why,
                        "for example `192.0.2.1:"
                                + port
                                + "` or `[2001:db8::1]:"
                                + port
                                + "`; names of hosts are not looked up");
        return Optional.empty();
    }

    static String conf(Address address, OptionalInt port) {
        if (port.isEmpty()) {
            return address.toString();
        }
        return (address.isV6() ? "[" + address + "]" : "" + address) + ":" + port.getAsInt();
    }
}
