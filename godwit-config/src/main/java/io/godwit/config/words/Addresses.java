package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Token;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Arguments with addresses and prefixes.
public final class Addresses {
    private static final String NAMES = "names of hosts are not looked up";

    private Addresses() {}

    private static final Prefix LINK_LOCAL = Prefix.parse("fe80::/10").orElseThrow();
    private static final int LINK_NAME_MOST = 15;

    /// What `neighbor` says: `10.77.0.2 in clients`.
    ///
    /// @param address where it is; with a range, the first one, and with the link behind it if
    ///   whoever is on that link is meant
    /// @param at where the address stands
    public record NeighborHead(
            Address address, OptionalInt range, Span at, Optional<GroupName> group) {
        /// The address, or the prefix.
        public String who() {
            return isOfLink()
                    ? "%" + address.zone()
                    : address + (range.isPresent() ? "/" + range.getAsInt() : "");
        }

        /// Whether it is whoever is on a link.
        public boolean isOfLink() {
            return range.isPresent() && !address.zone().isEmpty();
        }
    }

    /// What a group is called, where it is defined or used.
    public record GroupName(String name, Span at) {}

    /// An own address: of a session, so neither unspecified nor multicast.
    static final Argument<Address> LOCAL = new Host("an own address");

    /// A neighbor that BFD watches.
    static final Argument<Address> WATCHED = new Host("a neighbor");

    /// An address that a host can have.
    private record Host(String role) implements Argument<Address> {
        @Override
        public String grammar() {
            return "ADDRESS";
        }

        @Override
        public String what() {
            return "an address";
        }

        @Override
        public Optional<Address> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> host(token, role, args));
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("string");
        }
    }

    /// The BGP identifier.
    static final Argument<Integer> ROUTER_ID = new Identifier("router id", " (RFC 6286)");

    /// The cluster of a route reflector.
    static final Argument<Integer> CLUSTER_ID = new Identifier("cluster id", "");

    /// 32 bits that are written like an IPv4 address.
    private record Identifier(String name, String rule) implements Argument<Integer> {
        @Override
        public String grammar() {
            return "A.B.C.D";
        }

        @Override
        public String what() {
            return "a " + name;
        }

        @Override
        public Optional<Integer> read(ArgumentReader args) {
            return args.word(what()).flatMap(token -> identifier(token, args, this));
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
    }

    private static Optional<Integer> identifier(Token token, ArgumentReader args, Identifier as) {
        Optional<Address> address = Address.parse(token.value()).filter(a -> !a.isV6());
        if (address.isEmpty()) {
            args.report()
                    .error(
                            Code.BAD_ROUTER_ID,
                            token.span(),
                            token.quoted() + " is not " + as.what() + ": it is written A.B.C.D",
                            args.example());
            return Optional.empty();
        }
        if (address.get().isUnspecified()) {
            args.report()
                    .error(
                            Code.BAD_ROUTER_ID,
                            token.span(),
                            as.name() + " 0.0.0.0 is not allowed" + as.rule(),
                            args.example());
            return Optional.empty();
        }
        return address.map(Address::v4);
    }

    /// `ADDRESS [in GROUP]`.
    static final Argument<NeighborHead> NEIGHBOR =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "ADDRESS|PREFIX|%LINK [in GROUP]";
                }

                @Override
                public String what() {
                    return "an address";
                }

                @Override
                public Optional<NeighborHead> read(ArgumentReader args) {
                    Optional<Token> token = args.word(what());
                    boolean range = token.filter(t -> t.value().indexOf('/') > 0).isPresent();
                    boolean link = token.filter(t -> t.value().startsWith("%")).isPresent();
                    Optional<Prefix> prefix =
                            link
                                    ? Optional.of(LINK_LOCAL)
                                    : token.filter(_ -> range)
                                            .flatMap(t -> Prefixes.prefix(t, args.report()));
                    Optional<Address> where =
                            link
                                    ? token.flatMap(t -> onLink(t, args.report()))
                                    : range
                                            ? prefix.map(Prefix::address)
                                            : token.flatMap(t -> single(t, args));
                    if (where.isEmpty()) {
                        return Optional.empty();
                    }
                    Optional<GroupName> group = Optional.empty();
                    if (args.isNext("in")) {
                        args.skip();
                        group = Texts.name(args, "group");
                        if (group.isEmpty()) {
                            return Optional.empty();
                        }
                    }
                    return Optional.of(
                            new NeighborHead(
                                    where.get(),
                                    prefix.map(p -> OptionalInt.of(p.length()))
                                            .orElse(OptionalInt.empty()),
                                    token.get().span(),
                                    group));
                }

                @Override
                public String conf(NeighborHead value) {
                    return value.who() + value.group().map(g -> " in " + g.name()).orElse("");
                }

                @Override
                public Object json(NeighborHead value) {
                    var members = new LinkedHashMap<String, Object>();
                    members.put("address", value.who());
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

    /// `%eth0`: whoever is there.
    private static Optional<Address> onLink(Token token, Reporter report) {
        String link = token.value().substring(1);
        if (link.isEmpty() || link.length() > LINK_NAME_MOST || link.indexOf('/') >= 0) {
            report.error(
                    Code.BAD_ADDRESS,
                    token.span(),
                    token.quoted() + " names no link: a name has 1 to 15 characters, and no `/`",
                    "for example `%eth0`");
            return Optional.empty();
        }
        return Optional.of(LINK_LOCAL.address().in(link));
    }

    private static Optional<Address> single(Token token, ArgumentReader args) {
        return usable(scoped(token, args.report()), token, "an address of a neighbor", args)
                .filter(address -> hasZone(address, token, args));
    }

    /// RFC 4007 §6: each link has its own fe80::/10.
    private static boolean hasZone(Address address, Token token, ArgumentReader args) {
        if (address.needsZone() && address.zone().isEmpty()) {
            args.report()
                    .error(
                            Code.BAD_ADDRESS,
                            token.span(),
                            token.quoted() + " may be on any link: its zone is missing",
                            "write the link behind it: `" + address + "%eth0`");
            return false;
        }
        return true;
    }

    /// An address, a link-local one with its zone or without; anything else is reported.
    public static Optional<Address> scoped(Token token, Reporter report) {
        Optional<Address> address = Address.parseScoped(token.value());
        return address.isPresent() ? address : address(token, report);
    }

    /// An address that a host can have.
    private static Optional<Address> host(Token token, String role, ArgumentReader args) {
        return usable(address(token, args.report()), token, role, args);
    }

    private static Optional<Address> usable(
            Optional<Address> address, Token token, String role, ArgumentReader args) {
        if (address.isEmpty()) {
            return address;
        }
        Address found = address.get();
        boolean broadcast = !found.isV6() && found.v4() == -1;
        return found.isUnspecified() || found.isMulticast() || broadcast
                ? unusable(token, found, role, args)
                : address;
    }

    static Optional<Address> unusable(
            Token token, Address found, String role, ArgumentReader args) {
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

    /// An address; anything else is reported.
    public static Optional<Address> address(Token token, Reporter report) {
        Optional<Address> address = Address.parse(token.value());
        if (address.isEmpty()) {
            report.error(
                    Code.BAD_ADDRESS,
                    token.span(),
                    token.quoted() + " is not an address: " + problem(token.value()),
                    addressHelp(token.value()));
        }
        return address;
    }

    /// What is wrong with a text that is no address.
    static String problem(String text) {
        if (text.indexOf('%') >= 0) {
            return "only the link-local address of a neighbor has a zone";
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
                ? NAMES
                : "expected A.B.C.D or an IPv6 address";
    }

    private static String addressHelp(String text) {
        if (problem(text).equals(NAMES)) {
            return "write its address";
        }
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
    public static String family(Address address) {
        return address.isV6() ? "IPv6" : "IPv4";
    }
}
