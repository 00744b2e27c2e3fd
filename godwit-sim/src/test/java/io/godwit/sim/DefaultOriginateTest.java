package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.DefaultOriginate;
import io.godwit.policy.OriginCondition.Route;
import io.godwit.policy.OriginCondition.Where;
import io.godwit.policy.PolicyChain;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.List;

/// a tells c a default route, and nobody else.
class DefaultOriginateTest {
    private static final String DEFAULT = "0.0.0.0/0";
    private static final String SOUGHT = "198.51.100.0/24";
    private static final DefaultOriginate ALWAYS = new DefaultOriginate(true, List.of());
    private static final DefaultOriginate WHILE =
            new DefaultOriginate(
                    true,
                    List.of(new Route(Prefix.parse(SOUGHT).orElseThrow(), true, Where.LOC_RIB)));

    private final World world = new World(1);
    private final Router a = world.router("a", 65001, "192.0.2.1");
    private final Router b = world.router("b", 65002, "192.0.2.2");
    private final Router c = world.router("c", 65003, "192.0.2.3");

    private void start(DefaultOriginate toC, PolicyChain export) {
        world.peer(a, b);
        a.neighbor(c, n -> Variant.of(n).defaultOriginate(toC).exportPolicy(export).settings());
        c.neighbor(a, n -> n);
        world.start();
        world.until("established", 30, () -> a.established(b) && a.established(c));
        world.pass(1);
    }

    private String asPath(Router at) {
        return at.routes().stream()
                .filter(r -> r.prefix().equals(DEFAULT))
                .findFirst()
                .orElseThrow()
                .asPath();
    }

    @Test
    void oneNeighborIsToldPastItsExportPolicy() {
        start(ALWAYS, PolicyChain.REJECT);
        assertThat(c.knows(DEFAULT)).isTrue();
        assertThat(asPath(c)).isEqualTo("65001");
        assertThat(b.knows(DEFAULT)).isFalse();
        assertThat(a.routes()).isEmpty();
        assertThat(
                        a.ask("show route why-not", "prefix", DEFAULT, "address", "192.0.2.3")
                                .rows
                                .toString())
                .contains("advertised=Optional[Advertised[nextHop=192.0.2.1, asPath=65001");
        assertThat(a.ask("show neighbors").rows.toString()).contains("advertised=OptionalLong[1]");
    }

    /// With our next hop of that family.
    @Test
    void inEachFamilyOfTheSession() {
        List<Family> both = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
        a.otherVersion = Address.parse("2001:db8::1");
        world.peer(a, b);
        a.neighbor(
                c,
                n ->
                        Variant.of(n)
                                .families(both)
                                .defaultOriginate(WHILE)
                                .exportPolicy(PolicyChain.REJECT)
                                .settings());
        c.neighbor(a, n -> Variant.of(n).families(both).settings());
        world.start();
        world.until("established", 30, () -> a.established(b) && a.established(c));
        assertThat(c.routes()).isEmpty();
        b.ask("originate", "prefix", SOUGHT);
        world.until("both come", 1, () -> c.knows(DEFAULT) && c.knows("::/0"));
        assertThat(c.routes())
                .extracting(row -> row.prefix() + " " + row.nextHop().orElseThrow())
                .containsExactlyInAnyOrder("0.0.0.0/0 192.0.2.1", "::/0 2001:db8::1");
        b.ask("withdraw", "prefix", SOUGHT);
        world.until("both go", 1, () -> c.routes().isEmpty());
    }

    @Test
    void itTakesThePlaceOfTheOneInTheTables() {
        b.originated.add(Prefix.parse(DEFAULT).orElseThrow());
        start(ALWAYS, PolicyChain.ACCEPT);
        assertThat(asPath(c)).isEqualTo("65001");
        assertThat(
                        a.ask("show route why-not", "prefix", DEFAULT, "address", "192.0.2.3")
                                .rows
                                .toString())
                .contains("a default route of ours is told (`default-originate`)");
        b.ask("withdraw", "prefix", DEFAULT);
        world.pass(2);
        assertThat(c.knows(DEFAULT)).isTrue();
        assertThat(b.knows(DEFAULT)).isFalse();
    }

    @Test
    void whileItsConditionHolds() {
        start(WHILE, PolicyChain.ACCEPT);
        assertThat(c.knows(DEFAULT)).isFalse();
        for (int i = 0; i < 3; i++) {
            b.ask("originate", "prefix", SOUGHT);
            world.until("the default comes", 1, () -> c.knows(DEFAULT) && c.knows(SOUGHT));
            b.ask("withdraw", "prefix", SOUGHT);
            world.until("the default goes", 1, () -> !c.knows(DEFAULT) && !c.knows(SOUGHT));
        }
        assertThat(b.knows(DEFAULT)).isFalse();
        b.ask("originate", "prefix", DEFAULT);
        world.until("that of another is told meanwhile", 1, () -> c.knows(DEFAULT));
        assertThat(asPath(c)).isEqualTo("65001 65002");
        b.ask("originate", "prefix", SOUGHT);
        world.until("then ours", 1, () -> asPath(c).equals("65001"));
        b.ask("withdraw", "prefix", SOUGHT);
        world.until("then that again", 1, () -> asPath(c).equals("65001 65002"));
    }
}
