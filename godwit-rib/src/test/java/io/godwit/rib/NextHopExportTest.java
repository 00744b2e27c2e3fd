package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.NextHopRule;
import io.godwit.policy.Role;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.Prefix;
import io.godwit.wire.Update;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.Origin;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// What a route is sent with as NEXT_HOP, case by case of RFC 4271 §5.1.3, RFC 2545 §3 and RFC 8950
/// §3. We are 10.0.0.1 and 2001:db8::1, and fe80::1 on the link.
class NextHopExportTest {
    private static final Address OUR_V4 = at("10.0.0.1");
    private static final Address OUR_V6 = at("2001:db8::1");
    private static final Address OUR_LINK = at("fe80::1");
    private static final Prefix LAN_V4 = Prefix.parse("10.0.0.0/23").orElseThrow();
    private static final Prefix LAN_V6 = Prefix.parse("2001:db8::/64").orElseThrow();
    private static final Context EXTENDED =
            new Context(true, true, false, false, 4096, true, true, true, false);

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 0x0a00_0001, 5, List.of()));

    private static Address at(String address) {
        return Address.parse(address).orElseThrow();
    }

    /// What one session was told of one route: its next hop, both if it is a pair.
    private static String told(Session to, Prefix prefix) {
        to.keepUpdates = true;
        while (to.rib.turn(100) > 0) {}
        to.readAll();
        for (Update update : to.updates.reversed()) {
            Optional<MpReach> mp = update.first(MpReach.class);
            if (mp.isPresent() && mp.get().nlri().contains(NlriEntry.of(prefix))) {
                return mp.get().nextHops().stream()
                        .map(Address::toString)
                        .reduce((a, b) -> a + " " + b)
                        .orElseThrow();
            }
            if (update.nlri().contains(NlriEntry.of(prefix))) {
                return update.first(NextHop.class).orElseThrow().address().toString();
            }
        }
        return "nothing";
    }

    /// What a neighbor is to us, and whether it is on the LAN.
    private enum To {
        INTERNAL,
        REFLECTED,
        ONE_HOP,
        MULTIHOP,
        CLIENT
    }

    private Session to(To kind, NextHopRule rule, boolean v6) {
        Role role =
                switch (kind) {
                    case INTERNAL -> Role.INTERNAL;
                    case REFLECTED -> Role.REFLECTOR_CLIENT;
                    case ONE_HOP, MULTIHOP -> Role.EXTERNAL;
                    case CLIENT -> Role.ROUTE_SERVER_CLIENT;
                };
        boolean shares = kind == To.ONE_HOP || kind == To.CLIENT;
        NextHopTerms terms =
                new NextHopTerms(
                        rule,
                        OUR_V4,
                        OUR_V6,
                        shares ? OUR_LINK : NextHopTerms.NO_LINK_LOCAL,
                        shares ? Optional.of(v6 ? LAN_V6 : LAN_V4) : Optional.empty(),
                        "");
        return new Session(rib, Session.with(Session.settings(9, role), terms));
    }

    private void announce(String from, String hop, Prefix prefix) {
        switch (from) {
            case "ebgp" ->
                    new Session(rib, Session.settings(1, true))
                            .announce(Blocks.block(at(hop), 64601), List.of(prefix));
            case "ibgp" ->
                    new Session(rib, Session.settings(2, Role.REFLECTOR_CLIENT))
                            .announce(
                                    Blocks.block(at(hop), 64601).with(new LocalPref(100)),
                                    List.of(prefix));
            case "own" ->
                    rib.originate(
                            prefix,
                            new RouteAttributes(
                                    0,
                                    List.of(),
                                    hop.equals("-") ? Optional.empty() : Optional.of(at(hop)),
                                    OptionalLong.empty(),
                                    OptionalLong.empty(),
                                    List.of()));
            default -> throw new IllegalArgumentException(from);
        }
    }

    @Tag("4271-5.1.3-2")
    @Tag("4271-5.1.3-3")
    @Tag("4271-5.1.3-5")
    @Tag("4271-5.1.3-6")
    @Tag("4271-5.1.3-7")
    @Tag("4456-10-1")
    @Tag("7947-2.2.1-1")
    @ParameterizedTest(name = "{6}: {0} {1} to {2} by {3}")
    @CsvSource({
        // from, with,       to,        rule,        told,      , clause of RFC 4271 §5.1.3
        "ebgp, 10.0.1.9,   INTERNAL,  STANDARD,    10.0.1.9,    v4, 1) not modified",
        "ebgp, 10.0.1.9,   INTERNAL,  SELF,        10.0.0.1,    v4, 1) explicitly configured",
        "own,  -,          INTERNAL,  STANDARD,    10.0.0.1,    v4, 1) locally originated",
        "own,  10.0.1.9,   INTERNAL,  STANDARD,    10.0.1.9,    v4, 1) interface of the router",
        "own,  10.0.1.9,   INTERNAL,  SELF,        10.0.0.1,    v4, 1) explicitly configured",
        "ibgp, 10.0.1.9,   REFLECTED, STANDARD,    10.0.1.9,    v4, RFC 4456 §10",
        "ibgp, 10.0.1.9,   REFLECTED, SELF,        10.0.1.9,    v4, RFC 4456 §10",
        "ibgp, 10.0.1.9,   REFLECTED, SELF_ALWAYS, 10.0.0.1,    v4, asked for",
        "ibgp, 10.0.1.9,   ONE_HOP,   STANDARD,    10.0.1.9,    v4, 2) internal; third party",
        "own,  10.0.1.9,   ONE_HOP,   STANDARD,    10.0.1.9,    v4, 2) own; third party",
        "ebgp, 10.0.1.9,   ONE_HOP,   STANDARD,    10.0.1.9,    v4, 2) external; third party",
        "ebgp, 10.0.2.9,   ONE_HOP,   STANDARD,    10.0.0.1,    v4, 2) not on the common subnet",
        "own,  -,          ONE_HOP,   STANDARD,    10.0.0.1,    v4, 2) first party",
        "ebgp, 10.0.1.9,   ONE_HOP,   SELF,        10.0.0.1,    v4, third party disabled (MUST)",
        "ibgp, 10.0.1.9,   ONE_HOP,   SELF,        10.0.0.1,    v4, third party disabled (MUST)",
        "ebgp, 10.0.2.9,   ONE_HOP,   UNCHANGED,   10.0.2.9,    v4, asked for",
        "ebgp, 10.0.1.9,   MULTIHOP,  STANDARD,    10.0.0.1,    v4, 3) by default",
        "ebgp, 10.0.1.9,   MULTIHOP,  UNCHANGED,   10.0.1.9,    v4, 3) configured to propagate",
        "own,  -,          MULTIHOP,  UNCHANGED,   10.0.0.1,    v4, there is none to keep",
        "ebgp, 10.0.2.9,   CLIENT,    STANDARD,    10.0.2.9,    v4, RFC 7947 §2.2.1",
        "ebgp, 10.0.2.9,   CLIENT,    SELF,        10.0.2.9,    v4, RFC 7947 §2.2.1",
        "ebgp, 2001:db8::9,  INTERNAL, STANDARD, 2001:db8::9,          v6, 1) not modified",
        "ebgp, 2001:db8::9,  ONE_HOP,  STANDARD, 2001:db8::9,          v6, 2) third party",
        "ebgp, 2001:db8:1::9, ONE_HOP, STANDARD, 2001:db8::1 fe80::1,  v6, RFC 2545 §3 common link",
        "own,  -,            ONE_HOP,  STANDARD, 2001:db8::1 fe80::1,  v6, RFC 2545 §3 common link",
        "own,  -,            MULTIHOP, STANDARD, 2001:db8::1,          v6, RFC 2545 §3 global only",
        "own,  -,            INTERNAL, STANDARD, 2001:db8::1,          v6, RFC 2545 §3 global only",
        "ebgp, fe80::9,      INTERNAL, STANDARD, 2001:db8::1,          v6, RFC 2545 §3 not beyond",
        "ebgp, fe80::9,      ONE_HOP,  UNCHANGED, 2001:db8::1 fe80::1, v6, RFC 2545 §3 not beyond",
    })
    void byTheClauses(
            String from,
            String with,
            To to,
            NextHopRule rule,
            String told,
            String version,
            String clause) {
        boolean v6 = version.equals("v6");
        Prefix prefix = Blocks.prefix(v6 ? "2001:db8:100::/48" : "198.51.100.0/24");
        announce(from, with, prefix);
        assertThat(told(to(to, rule, v6), prefix)).as(clause).isEqualTo(told);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(
                Arguments.of("2001:db8::9 fe80::9", To.ONE_HOP, "2001:db8::9 fe80::9"),
                Arguments.of("2001:db8:1::9 fe80::9", To.CLIENT, "2001:db8:1::9 fe80::9"),
                Arguments.of("2001:db8::9 fe80::9", To.INTERNAL, "2001:db8::9"),
                Arguments.of("2001:db8:1::9 fe80::9", To.ONE_HOP, "2001:db8::1 fe80::1"));
    }

    /// RFC 2545 §3: the link-local address goes to who shares the link with the next hop.
    @Tag("2545-3-1")
    @Tag("2545-3-3")
    @Tag("2545-3-4")
    @Tag("2545-3-5")
    @ParameterizedTest
    @MethodSource("pairs")
    void aPairGoesToWhoSharesTheLink(String pair, To kind, String expected) {
        Prefix prefix = Blocks.prefix("2001:db8:100::/48");
        Session to = to(kind, NextHopRule.STANDARD, true);
        Session from = new Session(rib, Session.settings(1, true));
        from.send(announcement(Family.IPV6_UNICAST, pair, prefix, from.context));
        assertThat(told(to, prefix)).isEqualTo(expected);
    }

    private static byte[] announcement(Family family, String hops, Prefix prefix, Context as) {
        byte[] octets = new byte[16 * hops.split(" ").length];
        int at = 0;
        for (String hop : hops.split(" ")) {
            at = at(hop).write(octets, at);
        }
        MpReach reach = MpReach.of(family, Bytes.of(octets), List.of(NlriEntry.of(prefix)));
        List<PathAttribute> attributes =
                List.of(
                        PathAttribute.of(reach),
                        PathAttribute.of(new Origin(0)),
                        PathAttribute.of(AsPath.sequence(64601)));
        return Blocks.write(as, new Update(List.of(), attributes, List.of()));
    }

    /// RFC 8950 §3, §4: an IPv6 next hop of an IPv4 route passes where both sides agreed; elsewhere
    /// ours stands, as §5.1.3 has it.
    @Tag("8950-4-2")
    @Test
    void anIpv6NextHopOfAnIpv4Route() {
        Prefix prefix = Blocks.prefix("198.51.100.0/24");
        PeerSettings s = Session.settings(1, true);
        Session from = new Session(rib, Session.with(s, EXTENDED));
        from.send(announcement(Family.IPV4_UNICAST, "2001:db8::9 fe80::9", prefix, EXTENDED));
        NextHopTerms overV6 =
                new NextHopTerms(
                        NextHopRule.STANDARD,
                        OUR_V6,
                        OUR_V6,
                        OUR_LINK,
                        Optional.of(LAN_V6),
                        "eth0");
        Session able =
                new Session(
                        rib,
                        Session.with(Session.with(Session.settings(3, true), EXTENDED), overV6));
        Session plain = to(To.MULTIHOP, NextHopRule.STANDARD, false);
        Session internal = new Session(rib, Session.settings(5, false));
        assertThat(told(able, prefix)).isEqualTo("2001:db8::9 fe80::9");
        assertThat(told(plain, prefix)).isEqualTo("10.0.0.1");
        assertThat(told(internal, prefix)).as("cannot be said there").isEqualTo("10.0.0.1");
        from.announce(Blocks.block(at("10.0.0.9"), 64601), List.of(prefix));
        assertThat(told(able, prefix)).as("ours, by RFC 8950").isEqualTo("2001:db8::1 fe80::1");
        from.withdraw("198.51.100.0/24");
        while (rib.turn(100) > 0) {}
        able.readAll();
        assertThat(able.held).isEmpty();
    }

    /// The same octets from two links are two next hops; BIRD says `::` before the address.
    @Test
    void aLinkLocalNextHopIsOnTheLinkOfItsSession() {
        rib.forwarding().follow((_, _) -> new NextHopState(true, true, 0, ""));
        int number = 1;
        for (String link : List.of("left", "right")) {
            for (String hop : List.of("fe80::9", ":: fe80::9")) {
                NextHopTerms terms =
                        new NextHopTerms(
                                NextHopRule.STANDARD,
                                OUR_V4,
                                OUR_V6,
                                OUR_LINK,
                                Optional.empty(),
                                link);
                PeerSettings settings = Session.with(Session.settings(number, true), EXTENDED);
                Session from = new Session(rib, Session.with(settings, terms));
                Prefix prefix = Blocks.prefix("198.51.%d.0/24".formatted(number++));
                from.send(announcement(Family.IPV4_UNICAST, hop, prefix, EXTENDED));
            }
        }
        assertThat(rib.forwarding().nextHops())
                .extracting(row -> row.address().toString())
                .containsExactlyInAnyOrder("fe80::9%left", "fe80::9%right");
    }
}
