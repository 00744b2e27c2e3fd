package io.godwit.speaker.origin;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.kernel.Hop;
import io.godwit.kernel.KernelEvent;
import io.godwit.kernel.KernelEvent.AddressThere;
import io.godwit.kernel.KernelEvent.Complete;
import io.godwit.kernel.KernelEvent.Restarted;
import io.godwit.kernel.KernelEvent.RouteGone;
import io.godwit.kernel.KernelEvent.RouteThere;
import io.godwit.kernel.KernelRoute;
import io.godwit.kernel.KernelRoute.Kind;
import io.godwit.kernel.KernelTable;
import io.godwit.kernel.LinkAddress;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Program;
import io.godwit.rib.Rib;
import io.godwit.rib.RibSettings;
import io.godwit.rib.RouteAttributes;
import io.godwit.speaker.Clock;
import io.godwit.speaker.KernelImport;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

class RedistributionTest {
    private static final int CONNECTED = 2;
    private static final int STATIC = 4;
    private static final int OSPF = 188;
    private static final int OURS = 66;
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public long nanos() {
                    return 0;
                }

                @Override
                public Instant wall() {
                    return Instant.EPOCH;
                }
            };

    private final Rib rib = new Rib(RibSettings.of(65001, 0x0a000001, 0x0a000001, 1, List.of()));
    private final OwnRoutes own = new OwnRoutes(rib, CLOCK);
    private final KernelTable table = new KernelTable(254, OURS);
    private final Redistribution redistribution =
            new Redistribution(own, PeerFacts.ourselves(65001));

    private static KernelRoute route(String prefix, int protocol, long metric, Kind kind) {
        List<Hop> hops = kind == Kind.UNICAST ? List.of(Hop.on(1)) : List.of();
        return new KernelRoute(
                Prefix.parse(prefix).orElseThrow(), 254, protocol, metric, kind, hops);
    }

    private static KernelEvent there(String prefix, int protocol, long metric) {
        return new RouteThere(route(prefix, protocol, metric, Kind.UNICAST));
    }

    private static KernelEvent gone(String prefix, int protocol, long metric) {
        return new RouteGone(route(prefix, protocol, metric, Kind.UNICAST));
    }

    private static LinkAddress address(int link, String address, String network) {
        return new LinkAddress(
                link, Address.parse(address).orElseThrow(), Prefix.parse(network).orElseThrow());
    }

    private void imports(Integer... protocols) {
        redistribution.become(
                Arrays.stream(protocols)
                        .map(p -> new KernelImport("p" + p, Set.of(p), PolicyChain.ACCEPT))
                        .toList(),
                Optional.of(table));
    }

    private void tell(KernelEvent... events) {
        for (KernelEvent event : events) {
            table.apply(event);
        }
        redistribution.told(List.of(events), table);
    }

    private List<String> ours() {
        return own.all().stream()
                .filter(o -> o.why().isEmpty())
                .map(o -> o.prefix() + " " + o.detail())
                .sorted()
                .toList();
    }

    @Tag("4271-9.4-1")
    @Test
    void routesOfTheProtocolsThatAreImportedComeAndGo() {
        imports(OSPF, STATIC);
        tell(Links.up(1), there("10.1.0.0/16", OSPF, 20), there("10.2.0.0/16", 189, 20));
        assertThat(ours()).as("not all is told yet").isEmpty();
        tell(new Complete());
        assertThat(ours()).containsExactly("10.1.0.0/16 p188");
        tell(there("10.3.0.0/16", STATIC, 0));
        assertThat(ours()).containsExactly("10.1.0.0/16 p188", "10.3.0.0/16 p4");
        tell(gone("10.1.0.0/16", OSPF, 20));
        assertThat(ours()).containsExactly("10.3.0.0/16 p4");
        imports(OSPF);
        assertThat(ours()).isEmpty();
    }

    @Test
    void aLinkThatGoesDownTakesItsRoutes() {
        imports(OSPF, CONNECTED);
        tell(
                Links.up(1),
                new AddressThere(address(1, "10.0.0.1", "10.0.0.0/24")),
                there("10.0.0.0/24", CONNECTED, 0),
                there("10.1.0.0/16", OSPF, 20),
                new Complete());
        assertThat(ours()).containsExactly("10.0.0.0/24 p2", "10.1.0.0/16 p188");
        tell(Links.down(1));
        assertThat(ours()).isEmpty();
        tell(Links.up(1));
        assertThat(ours()).containsExactly("10.0.0.0/24 p2", "10.1.0.0/16 p188");
    }

    @Test
    void anAddressOfTheLoopbackIsConnectedWithoutARoute() {
        imports(CONNECTED);
        tell(
                Links.up(1),
                new AddressThere(address(1, "10.77.0.1", "10.77.0.1/32")),
                new AddressThere(address(1, "127.0.0.1", "127.0.0.0/8")),
                new AddressThere(address(1, "::1", "::1/128")),
                new Complete());
        assertThat(ours()).containsExactly("10.77.0.1/32 p2");
        tell(new KernelEvent.AddressGone(address(1, "10.77.0.1", "10.77.0.1/32")));
        assertThat(ours()).isEmpty();
    }

    @Test
    void onlyTheRouteThatTheKernelUsesCounts() {
        imports(OSPF);
        tell(Links.up(1), there("10.1.0.0/16", OSPF, 20), new Complete());
        tell(there("10.1.0.0/16", STATIC, 5));
        assertThat(ours()).isEmpty();
        tell(gone("10.1.0.0/16", STATIC, 5));
        assertThat(ours()).containsExactly("10.1.0.0/16 p188");
    }

    @Test
    void whileAllIsToldAnewNothingGoes() {
        imports(OSPF);
        tell(Links.up(1), there("10.1.0.0/16", OSPF, 20), new Complete());
        tell(new Restarted());
        tell(new Restarted(), Links.up(1), there("10.2.0.0/16", OSPF, 20), new Complete());
        assertThat(ours()).containsExactly("10.2.0.0/16 p188");
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.0.0/16, 188, UNICAST, true",
        "10.1.0.0/16, 4, BLACKHOLE, true",
        "10.1.0.0/16, 4, LOCAL, false",
        "10.1.0.0/16, 66, UNICAST, false",
        "::/0, 2, UNREACHABLE, false",
        "2001:db8::/32, 2, UNICAST, true",
        "fe80::/64, 2, UNICAST, false",
        "ff00::/8, 2, UNICAST, false",
        "224.0.0.0/24, 4, UNICAST, false",
        "127.1.0.0/16, 4, UNICAST, false",
        "169.254.7.0/24, 2, UNICAST, false",
    })
    void whatIsMeantForOthers(String prefix, int protocol, Kind kind, boolean imported) {
        imports(CONNECTED, STATIC, OSPF, OURS);
        tell(Links.up(1), new RouteThere(route(prefix, protocol, 7, kind)), new Complete());
        assertThat(ours()).hasSize(imported ? 1 : 0);
    }

    @Tag("4271-9.4-1")
    @Test
    void aPolicyRejects() {
        redistribution.become(
                List.of(new KernelImport("ospf", Set.of(OSPF), PolicyChain.REJECT)),
                Optional.of(table));
        tell(Links.up(1), there("10.1.0.0/16", OSPF, 20), new Complete());
        assertThat(own.all())
                .singleElement()
                .satisfies(o -> {
                    assertThat(o.maker()).isEqualTo(Maker.KERNEL);
                    assertThat(o.why().orElseThrow()).contains("policy rejects all");
                });
    }

    @Test
    void whatTheFileOriginatesGoesBefore() {
        imports(OSPF);
        Prefix prefix = Prefix.parse("10.1.0.0/16").orElseThrow();
        own.offer(
                prefix,
                Maker.CONFIGURED,
                new OwnRoute(RouteAttributes.igp(), Program.ACCEPT_ALL, ""));
        tell(Links.up(1), there("10.1.0.0/16", OSPF, 20), new Complete());
        assertThat(own.all())
                .extracting(o -> o.maker().word() + " " + o.why().orElse(""))
                .containsExactly("configured ", "kernel the configured route goes before");
        own.retract(prefix, Maker.CONFIGURED);
        assertThat(ours()).containsExactly("10.1.0.0/16 p188");
    }
}
