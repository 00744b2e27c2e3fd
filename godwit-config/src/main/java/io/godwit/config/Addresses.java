package io.godwit.config;

import io.godwit.json.Json;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Arguments with addresses and prefixes.
final class Addresses {
    private Addresses() {}

    /// What `neighbor` says: `10.77.0.2 in clients`.
    ///
    /// @param at where the address stands
    record NeighborHead(Address address, Span at, Optional<GroupName> group) {}

    /// What a group is called, where it is defined or used.
    record GroupName(String name, Span at) {}

    /// What `listen` says.
    ///
    /// @param none whether there is to be no listening at all
    record ListenAt(boolean none, Optional<Address> address, int port) {}

    /// An own address: of a session, so neither unspecified nor multicast.
    static final Argument<Address> LOCAL =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "ADDRESS";
                }

                @Override
                public String what() {
                    return "an address";
                }

                @Override
                public Optional<Address> read(Args args) {
                    return args.word(what()).flatMap(token -> host(token, "an own address", args));
                }

                @Override
                public String conf(Address value) {
                    return value.toString();
                }

                @Override
                public Object json(Address value) {
                    return value.toString();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("string");
                }
            };

    /// The BGP identifier.
    static final Argument<Integer> ROUTER_ID =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "A.B.C.D";
                }

                @Override
                public String what() {
                    return "a router id";
                }

                @Override
                public Optional<Integer> read(Args args) {
                    return args.word(what()).flatMap(token -> routerId(token, args));
                }

                @Override
                public String conf(Integer value) {
                    return Address.ofV4(value).toString();
                }

                @Override
                public Object json(Integer value) {
                    return conf(value);
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.pattern("^[0-9]+\\.[0-9]+\\.[0-9]+\\.[0-9]+$");
                }
            };

    private static Optional<Integer> routerId(Token token, Args args) {
        Optional<Address> address = Address.parse(token.value()).filter(a -> !a.isV6());
        if (address.isEmpty()) {
            args.report()
                    .error(
                            Code.BAD_ROUTER_ID,
                            token.span(),
                            token.quoted() + " is not a router id: it is written A.B.C.D",
                            args.example());
            return Optional.empty();
        }
        if (address.get().isUnspecified()) {
            args.report()
                    .error(
                            Code.BAD_ROUTER_ID,
                            token.span(),
                            "router id 0.0.0.0 is not allowed (RFC 6286)",
                            args.example());
            return Optional.empty();
        }
        return address.map(Address::v4);
    }

    /// `[ADDRESS] [port N]` or `none`.
    static final Argument<ListenAt> LISTEN =
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
                public Optional<ListenAt> read(Args args) {
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
                public Optional<List<Arg>> fromJson(Json value, JsonTree tree) {
                    return value instanceof Json.Obj object
                            ? listenFromJson(object, tree)
                            : tree.scalar(value, this);
                }
            };

    private static Optional<ListenAt> listen(Args args) {
        if (args.isNext("none") || args.json() && isJsonNone(args)) {
            args.skip();
            return Optional.of(new ListenAt(true, Optional.empty(), Listen.BGP_PORT));
        }
        Optional<Address> address = Optional.empty();
        if (!args.atEnd() && !args.isNext("port")) {
            Optional<Token> token = args.word(LISTEN.what());
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

    private static boolean isJsonNone(Args args) {
        return args.peek().map(t -> t.value().equals("none")).orElse(false);
    }

    private static Optional<Address> listenAddress(Token token, Args args) {
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
        Optional<Address> address = address(token, args);
        return address.flatMap(
                a -> a.isMulticast() ? unusable(token, a, "listened on", args) : address);
    }

    private static Optional<List<Arg>> listenFromJson(Json.Obj object, JsonTree tree) {
        var args = new ArrayList<Arg>();
        if (!tree.onlyMembers(object, List.of("address", "port"), "`listen`")) {
            return Optional.empty();
        }
        Optional<Json> address = object.get("address");
        if (address.isPresent()) {
            Optional<List<Arg>> scalar = tree.scalar(address.get(), LOCAL);
            if (scalar.isEmpty()) {
                return scalar;
            }
            args.addAll(scalar.get());
        }
        Optional<Json> port = object.get("port");
        if (port.isPresent()) {
            Optional<List<Arg>> scalar = tree.scalar(port.get(), Words.PORT.argument());
            if (scalar.isEmpty()) {
                return scalar;
            }
            args.add(tree.word("port", port.get()));
            args.addAll(scalar.get());
        }
        return Optional.of(args);
    }

    /// A prefix in canonical form.
    static final Argument<Prefix> PREFIX =
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
                public Optional<Prefix> read(Args args) {
                    return args.word(what()).flatMap(token -> prefix(token, args));
                }

                @Override
                public String conf(Prefix value) {
                    return value.toString();
                }

                @Override
                public Object json(Prefix value) {
                    return value.toString();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.pattern("^[0-9a-fA-F:.]+/[0-9]{1,3}$");
                }
            };

    private static Optional<Prefix> prefix(Token token, Args args) {
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
        String lengthText = text.substring(slash + 1);
        Optional<Address> address = Address.parse(text.substring(0, slash));
        if (address.isEmpty()) {
            String why = addressProblem(text.substring(0, slash));
            return bad(
                    Code.BAD_PREFIX,
                    span,
                    token.quoted() + " is not a prefix: " + why,
                    args.example(),
                    args);
        }
        OptionalLong length = Numbers.digits(lengthText);
        if (length.isEmpty()) {
            boolean range = lengthText.matches("[0-9]+[+{-].*");
            return bad(
                    range ? Code.NOT_OFFERED : Code.BAD_PREFIX,
                    span,
                    range
                            ? "ranges of prefixes are not offered by this version"
                            : token.quoted() + " is not a prefix: no length behind the `/`",
                    args.example(),
                    args);
        }
        int bits = address.get().bits();
        if (length.getAsLong() > bits) {
            return bad(
                    Code.PREFIX_LENGTH,
                    span,
                    "length of an "
                            + family(address.get())
                            + " prefix is 0 to "
                            + bits
                            + ", not `"
                            + lengthText
                            + "`",
                    "",
                    args);
        }
        Prefix masked = Prefix.of(address.get(), (int) length.getAsLong());
        if (masked.address().equals(address.get())) {
            // Only the writing of the length is wrong: /08.
            String help = args.write(masked.toString());
            return bad(Code.BAD_PREFIX, span, token.quoted() + " is not a prefix", help, args);
        }
        return bad(
                Code.HOST_BITS,
                span,
                token.quoted() + " has bits set behind its length",
                "did you mean `" + masked + "`?",
                args);
    }

    private static Optional<Prefix> bad(
            Code code, Span span, String message, String help, Args args) {
        args.report().error(code, span, message, help);
        return Optional.empty();
    }

    /// `ADDRESS [in GROUP]`.
    static final Argument<NeighborHead> NEIGHBOR =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "ADDRESS [in GROUP]";
                }

                @Override
                public String what() {
                    return "an address";
                }

                @Override
                public Optional<NeighborHead> read(Args args) {
                    Optional<Token> token = args.word(what());
                    Optional<Address> address = token.flatMap(t -> neighbor(t, args));
                    if (address.isEmpty()) {
                        return Optional.empty();
                    }
                    Optional<GroupName> group = Optional.empty();
                    if (args.isNext("in")) {
                        args.skip();
                        group = Texts.groupName(args);
                        if (group.isEmpty()) {
                            return Optional.empty();
                        }
                    }
                    return Optional.of(new NeighborHead(address.get(), token.get().span(), group));
                }

                @Override
                public String conf(NeighborHead value) {
                    return value.address() + value.group().map(g -> " in " + g.name()).orElse("");
                }

                @Override
                public Object json(NeighborHead value) {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("address", value.address().toString());
                    value.group().ifPresent(g -> members.put("group", g.name()));
                    return members;
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("object");
                }

                @Override
                public List<HeadMember> head() {
                    return List.of(
                            new HeadMember("address", "", true),
                            new HeadMember("group", "in", false));
                }
            };

    private static Optional<Address> neighbor(Token token, Args args) {
        int slash = token.value().indexOf('/');
        if (slash > 0 && Address.parse(token.value().substring(0, slash)).isPresent()) {
            args.report()
                    .error(
                            Code.NOT_OFFERED,
                            token.span(),
                            "a range of neighbors is not offered by this version",
                            "write a `neighbor` with its address for each");
            return Optional.empty();
        }
        Optional<Address> address = host(token, "an address of a neighbor", args);
        if (address.isPresent() && address.get().isV6() && address.get().isLinkLocal()) {
            args.report()
                    .error(
                            Code.NOT_OFFERED,
                            token.span(),
                            "a neighbor with a link-local address is not offered by this version",
                            "use its global address");
            return Optional.empty();
        }
        return address;
    }

    /// An address that a host can have.
    private static Optional<Address> host(Token token, String role, Args args) {
        Optional<Address> address = address(token, args);
        if (address.isEmpty()) {
            return address;
        }
        Address found = address.get();
        boolean broadcast = !found.isV6() && found.v4() == -1;
        return found.isUnspecified() || found.isMulticast() || broadcast
                ? unusable(token, found, role, args)
                : address;
    }

    private static Optional<Address> unusable(Token token, Address found, String role, Args args) {
        String why =
                found.isUnspecified()
                        ? "it is the unspecified address"
                        : found.isMulticast() ? "it is multicast" : "it is the broadcast address";
        args.report()
                .error(
                        Code.BAD_ADDRESS,
                        token.span(),
                        token.quoted() + " cannot be " + role + ": " + why,
                        "");
        return Optional.empty();
    }

    private static Optional<Address> address(Token token, Args args) {
        Optional<Address> address = Address.parse(token.value());
        if (address.isEmpty()) {
            args.report()
                    .error(
                            Code.BAD_ADDRESS,
                            token.span(),
                            token.quoted() + " is not an address: " + addressProblem(token.value()),
                            "");
        }
        return address;
    }

    /// What is wrong with a text that is no address.
    private static String addressProblem(String text) {
        if (text.indexOf('%') >= 0) {
            return "zones of link-local addresses are not offered by this version";
        }
        if (text.indexOf('/') >= 0) {
            return "it is a prefix";
        }
        if (text.indexOf(':') >= 0) {
            return "IPv6 has eight groups of hexadecimal digits, or `::` once";
        }
        if (text.matches("[0-9.]+")) {
            return v4Problem(text);
        }
        return text.matches("[A-Za-z0-9.-]*[A-Za-z][A-Za-z0-9.-]*")
                ? "names of hosts are not looked up"
                : "expected A.B.C.D or an IPv6 address";
    }

    private static String addressHelp(String text) {
        String withoutZeros = text.replaceAll("(?<![0-9])0+(?=[0-9])", "");
        if (Address.parse(withoutZeros).isPresent()) {
            return "did you mean `" + withoutZeros + "`?";
        }
        int end = Math.max(text.indexOf('%'), text.indexOf('/'));
        if (end > 0 && Address.parse(text.substring(0, end)).isPresent()) {
            return "the address alone is `" + text.substring(0, end) + "`";
        }
        return text.indexOf(':') >= 0
                ? "write it as `2001:db8::2`"
                : "write all four numbers: `10.77.0.2`";
    }

    private static String v4Problem(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            OptionalLong value = Numbers.digits(part);
            if (value.isEmpty()) {
                return "a number is missing at a dot";
            }
            if (value.getAsLong() > 255) {
                return "`" + part + "` is over 255";
            }
            if (part.length() > 1 && part.startsWith("0")) {
                return "`" + part + "` has a leading zero";
            }
        }
        return "IPv4 has 4 numbers, this has " + parts.length;
    }

    /// "IPv4" or "IPv6".
    static String family(Address address) {
        return address.isV6() ? "IPv6" : "IPv4";
    }
}
