package io.godwit.config.words;

import io.godwit.config.model.Listen;
import io.godwit.config.report.Code;
import io.godwit.config.syntax.Arg;
import io.godwit.config.syntax.Token;
import io.godwit.json.Json;
import io.godwit.wire.Address;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The argument of `listen`.
public final class Listening {
    private Listening() {}

    /// What `listen` says.
    ///
    /// @param none whether there is to be no listening at all
    public record ListenAt(boolean none, Optional<Address> address, int port) {}

    /// `[ADDRESS] [port N]` or `none`.
    static final Argument<ListenAt> ARGUMENT =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "[ADDRESS] [port N] | none";
                }

                @Override
                public String what() {
                    return "an address, `port N` or `none`";
                }

                @Override
                public Optional<ListenAt> read(ArgumentReader args) {
                    return listen(args);
                }

                @Override
                public String conf(ListenAt value) {
                    if (value.none()) {
                        return "none";
                    }
                    String port = "port " + value.port();
                    return value.address()
                            .map(a -> value.port() == Listen.BGP_PORT ? "" + a : a + " " + port)
                            .orElse(port);
                }

                @Override
                public Object json(ListenAt value) {
                    if (value.none()) {
                        return "none";
                    }
                    var members = new LinkedHashMap<String, Object>();
                    value.address().ifPresent(a -> members.put("address", a.toString()));
                    members.put("port", value.port());
                    return members;
                }

                @Override
                public Map<String, Object> schema() {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("address", Schemas.type("string"));
                    members.put("port", Schemas.integer(1, 65535));
                    return Schemas.either(
                            Schemas.type("string"), Schemas.object(members, List.of()));
                }

                @Override
                public Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
                    return value instanceof Json.Obj object
                            ? listenFromJson(object, arguments)
                            : arguments.scalar(value, this);
                }
            };

    private static Optional<ListenAt> listen(ArgumentReader args) {
        if (args.isNext("none") || args.json() && isJsonNone(args)) {
            args.skip();
            return Optional.of(new ListenAt(true, Optional.empty(), Listen.BGP_PORT));
        }
        Optional<Address> address = Optional.empty();
        if (!args.atEnd() && !args.isNext("port")) {
            Optional<Token> token = args.word(ARGUMENT.what());
            address = token.flatMap(t -> listenAddress(t, args));
            if (address.isEmpty()) {
                return Optional.empty();
            }
        }
        int port = Listen.BGP_PORT;
        if (args.isNext("port")) {
            args.skip();
            Optional<Integer> given =
                    args.word("a port").flatMap(t -> Numbers.inRange(t, "port", 1, 65535, args));
            if (given.isEmpty()) {
                return Optional.empty();
            }
            port = given.get();
        }
        return Optional.of(new ListenAt(false, address, port));
    }

    private static boolean isJsonNone(ArgumentReader args) {
        return args.peek().map(t -> t.value().equals("none")).orElse(false);
    }

    private static Optional<Address> listenAddress(Token token, ArgumentReader args) {
        String text = token.value();
        int colon = text.lastIndexOf(':');
        String behind = text.substring(colon + 1);
        String before = colon < 0 ? "" : text.substring(0, colon).replaceAll("^\\[|]$", "");
        if (Numbers.digits(text).isPresent() || before.isEmpty() && colon == 0) {
            args.report()
                    .error(
                            Code.BAD_ADDRESS,
                            token.span(),
                            token.quoted() + " is not an address",
                            args.write("port " + behind));
            return Optional.empty();
        }
        if (colon > 0
                && Address.parse(text).isEmpty()
                && Address.parse(before).isPresent()
                && Numbers.digits(behind).isPresent()) {
            args.report()
                    .error(
                            Code.BAD_ADDRESS,
                            token.span(),
                            "address and port are separate words",
                            args.write(before + " port " + behind));
            return Optional.empty();
        }
        Optional<Address> address = Addresses.address(token, args.report());
        return address.flatMap(
                a -> a.isMulticast() ? Addresses.unusable(token, a, "listened on", args) : address);
    }

    private static Optional<List<Arg>> listenFromJson(Json.Obj object, JsonArguments arguments) {
        var args = new ArrayList<Arg>();
        if (!arguments.onlyMembers(object, List.of("address", "port"), "`listen`")) {
            return Optional.empty();
        }
        Optional<Json> address = object.get("address");
        if (address.isPresent()) {
            Optional<List<Arg>> scalar = arguments.scalar(address.get(), Addresses.LOCAL);
            if (scalar.isEmpty()) {
                return scalar;
            }
            args.addAll(scalar.get());
        }
        Optional<Json> port = object.get("port");
        if (port.isPresent()) {
            Optional<List<Arg>> scalar = arguments.scalar(port.get(), Words.PORT.argument());
            if (scalar.isEmpty()) {
                return scalar;
            }
            args.add(arguments.word("port", port.get()));
            args.addAll(scalar.get());
        }
        return Optional.of(args);
    }
}
