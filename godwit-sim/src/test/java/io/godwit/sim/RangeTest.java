package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.rib.RouteRow;
import io.godwit.speaker.NeighborRange;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Outcome;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.speaker.show.NeighborView;
import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

/// Neighbors that come from a range of addresses.
class RangeTest {
    private static final String LINK = "eth0";

    private final World world = new World(4);
    private final Router hub = world.router("hub", 64500, "10.0.0.1");
    private final List<Router> guests = new ArrayList<>();

    private void guests(int count, int maxNeighbors) {
        for (int i = 0; i < count; i++) {
            Router guest = world.router("g" + i, 64501, "10.0.1." + (i + 1));
            guest.neighbor(hub, s -> s);
            guest.originated.add(prefix("192.0." + i + ".0/24"));
            guests.add(guest);
        }
        Prefix range = prefix("10.0.1.0/24");
        hub.ranges.add(new NeighborRange(range, template(range), maxNeighbors));
    }

    private static Prefix prefix(String text) {
        return Prefix.parse(text).orElseThrow();
    }

    private static NeighborSettings template(Prefix range) {
        NeighborSettings s = Router.defaults(range.address(), 64501, "");
        return Variant.of(s).group("guests").passive(true).holdTimeSeconds(9).settings();
    }

    private long established() {
        return guests.stream().filter(g -> g.established(hub)).count();
    }

    @Test
    void whoeverComesFromTheRangeIsANeighbor() {
        guests(3, 10);
        world.start();
        world.until("all are up", 30, () -> established() == 3);
        world.until("routes", 5, () -> hub.knows("192.0.0.0/24") && hub.knows("192.0.2.0/24"));
        assertThat(hub.speaker.neighbors()).hasSize(3);
        assertThat(hub.speaker.neighbors().getFirst().settings().identity().group())
                .isEqualTo("guests");
    }

    /// A script may wait for somebody who has not come yet.
    @Test
    void whoIsWelcomeCanBeWaitedFor() {
        guests(1, 10);
        hub.start();
        Asked up =
                hub.ask(
                        "wait",
                        "what",
                        "established",
                        "address",
                        "10.0.1.1",
                        "timeout_seconds",
                        60L);
        Asked never =
                hub.ask(
                        "wait",
                        "what",
                        "established",
                        "address",
                        "10.0.1.9",
                        "timeout_seconds",
                        3L);
        Asked stranger = hub.ask("wait", "what", "established", "address", "10.0.2.1");
        assertThat(stranger.code()).isEqualTo("GW-3003");
        world.pass(5);
        assertThat(up.outcome).isEmpty();
        assertThat(never.outcome.orElseThrow().message().orElseThrow()).contains("is not here");
        guests.getFirst().start();
        world.until("up", 30, () -> up.outcome.isPresent());
        assertThat(up.outcome).contains(Outcome.done());
    }

    @Test
    void oneMoreIsRefusedUntilAPlaceIsFree() {
        guests(3, 2);
        world.start();
        world.until("two are up", 30, () -> established() == 2);
        world.pass(30);
        assertThat(established()).isEqualTo(2);
        assertThat(hub.log.toString()).contains("10.0.1.0/24 has its 2 neighbors");
        Router late = guests.stream().filter(g -> !g.established(hub)).findFirst().orElseThrow();
        guests.stream().filter(g -> g != late).findFirst().orElseThrow().crash();
        world.until("the third has its place", 120, () -> late.established(hub));
        assertThat(hub.speaker.neighbors()).hasSize(2);
    }

    /// Links have one neighbor, which is dialed as soon as it is seen, and says its AS; another one
    /// has to wait until that is gone.
    @Test
    void whoIsFoundOnALinkIsDialed() {
        Router one = onLink("one", 64501, "10.0.2.1");
        Router two = onLink("two", 64502, "10.0.2.2");
        Prefix all = prefix("10.0.2.0/24");
        NeighborSettings any = Router.defaults(all.address(), 0, "");
        hub.ranges.add(new NeighborRange(all, LINK, any, 1));
        world.start();
        hub.speaker.found(one.address);
        hub.speaker.found(two.address.in("eth1"));
        world.until("it is up", 30, () -> one.established(hub));
        hub.speaker.found(two.address);
        world.pass(5);
        assertThat(hub.speaker.neighbors()).extracting(NeighborView::as).containsExactly(64501L);
        assertThat(hub.routes()).extracting(RouteRow::asPath).contains("64501");
        one.crash();
        world.until("it is down", 30, () -> !hub.established(one));
        hub.speaker.found(two.address);
        world.until("the other one is up", 60, () -> two.established(hub));
        assertThat(hub.speaker.neighbors()).extracting(NeighborView::as).containsExactly(64502L);
    }

    private Router onLink(String name, int as, String address) {
        Router router = world.router(name, as, Address.parse(address).orElseThrow().in(LINK));
        router.neighbor(hub, s -> s);
        router.originated.add(prefix("198.51.100.0/24"));
        return router;
    }

    @Test
    void rangeNarrowerThanBeforeEndsWhoIsOutside() {
        guests(3, 10);
        world.start();
        world.until("all are up", 30, () -> established() == 3);
        Prefix narrow = prefix("10.0.1.0/31"); // .1 only
        SpeakerSettings then =
                Otherwise.than(hub.speaker.settings())
                        .ranges(List.of(new NeighborRange(narrow, template(narrow), 10)));
        hub.speaker.become(hub.speaker.planTo(then), world.now());
        world.until("one is left", 5, () -> hub.speaker.neighbors().size() == 1);
        world.pass(5);
        assertThat(guests.getFirst().established(hub)).isTrue();
        assertThat(guests.getFirst().neighbor(hub).flaps()).isZero();
        assertThat(established()).isEqualTo(1);
    }
}
