package io.godwit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.session.Protection;
import io.godwit.session.Secret;
import io.godwit.session.State;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.TcpDrops;
import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A session that is down says why, in one line, with what helps, in two languages.
class WhyDownTest {
    private static final UnaryOperator<NeighborSettings> PLAIN = UnaryOperator.identity();
    private static final Protection SIGNED = new Protection(new Secret("swordfish"), 0);
    private static final Protection NEAR = new Protection(Secret.NONE, 1);

    private final World world = new World(7);
    private final Router here = world.router("here", 64501, "10.0.0.1");
    private final Router there = world.router("there", 64502, "10.0.0.2");

    private void named(String code, String fact, String remedy, String chinese) {
        world.until(
                code, 30, () -> here.neighbor(there).whyCode().filter(code::equals).isPresent());
        var row = here.neighbor(there);
        assertThat(row.whyNot().orElseThrow()).contains(fact, remedy).doesNotContain("\n");
        assertThat(row.whyNotZh().orElseThrow()).contains(fact, chinese);
        assertThat(here.established(there)).isFalse();
    }

    private void started(
            UnaryOperator<NeighborSettings> ours, UnaryOperator<NeighborSettings> theirs) {
        here.neighbor(there, ours);
        there.neighbor(here, theirs);
        world.start();
    }

    private static UnaryOperator<NeighborSettings> protectedBy(Protection protection) {
        return s -> Variant.of(s).protection(protection).settings();
    }

    @Test
    void wrongPassword() {
        started(protectedBy(SIGNED), PLAIN);
        world.cut(here, there);
        here.drops = new TcpDrops(3, 0, 0, 0);
        named("GW-3204", "(TCPMD5Failure +3)", "`password` the same", "密码不同");
        here.ask("neighbor clear", "address", "there");
        world.pass(2);
        here.drops = new TcpDrops(3, 2, 0, 0);
        named("GW-3205", "signs nothing (TCPMD5NotFound +2)", "password there", "对端没有设置密码");
    }

    /// What was seen most is named, whatever came with it.
    @ParameterizedTest
    @CsvSource({
        "GW-3204, 3, 2, 'wrong password: the peer signs with another one than ours (TCPMD5Failure +3'",
        "GW-3205, 1, 2, password missing there: the peer signs nothing (TCPMD5NotFound +2",
    })
    void whatWasSeenMostIsNamed(String code, int wrongKey, int unsigned, String fact) {
        started(protectedBy(SIGNED), PLAIN);
        world.cut(here, there);
        here.drops = new TcpDrops(wrongKey, unsigned, 7, 9);
        named(code, fact, "`password`", "密码");
    }

    /// It may try more seldom than we do: what was seen counts for minutes, and then no more.
    @Test
    void whatWasSeenOutlastsAnAttempt() {
        started(protectedBy(SIGNED), PLAIN);
        world.cut(here, there);
        here.drops = new TcpDrops(1, 0, 0, 0);
        for (int i = 0; i < 15; i++) {
            world.pass(10);
            assertThat(here.neighbor(there).whyCode()).as("after %d s", i * 10).contains("GW-3204");
        }
        world.pass(300);
        assertThat(here.neighbor(there).whyCode()).contains("GW-3211");
    }

    /// Three are down: one is explained by something else, so it does not make the other unsure.
    @Test
    void onlyWhoIsSilentIsSuspected() {
        here.neighbors.add(
                protectedBy(SIGNED)
                        .apply(
                                Router.defaults(
                                        Address.parse("10.0.0.77").orElseThrow(), 64502, "x")));
        Router plain = world.router("plain", 64504, "10.0.0.4");
        here.neighbor(plain, PLAIN);
        started(protectedBy(SIGNED), PLAIN);
        world.cut(here, there);
        world.cut(here, plain);
        world.pass(10);
        here.drops = new TcpDrops(3, 0, 0, 0);
        named("GW-3204", "wrong password", "`password` the same", "密码不同");
        assertThat(here.neighbor(there).whyNot().orElseThrow()).doesNotContain("likely");
        assertThat(here.neighbors().getFirst().whyCode()).contains("GW-3210");
        assertThat(here.neighbor(plain).whyCode()).contains("GW-3211");
        here.drops = new TcpDrops(3, 0, 2, 0);
        named("GW-3204", "wrong password", "`password` the same", "密码不同");
        assertThat(here.neighbor(plain).whyCode()).contains("GW-3206");
    }

    /// Two may have sent it: both are told that it is only likely.
    @Test
    void oneOfTwoIsOnlyLikely() {
        Router other = world.router("other", 64504, "10.0.0.4");
        here.neighbor(other, protectedBy(SIGNED));
        started(protectedBy(SIGNED), PLAIN);
        world.cut(here, there);
        world.cut(here, other);
        here.drops = new TcpDrops(3, 0, 0, 0);
        named("GW-3204", "likely wrong password", "`password` the same", "密码不同");
        assertThat(here.neighbor(other).whyNot().orElseThrow()).contains("likely wrong password");
    }

    @Test
    void passwordMissingHere() {
        started(PLAIN, protectedBy(SIGNED));
        world.cut(here, there);
        here.drops = new TcpDrops(0, 0, 4, 0);
        named("GW-3206", "(TCPMD5Unexpected +4)", "add `password` here", "本端没有设置密码");
    }

    @Test
    void smallTtl() {
        started(protectedBy(NEAR), PLAIN);
        world.cut(here, there);
        here.drops = new TcpDrops(0, 0, 0, 5);
        named("GW-3211", "no answer", "firewall", "没有应答");
        here.dropped.put(there.address, 5L);
        named("GW-3207", "answers with less than 255", "ttl-security there too", "TTL 过小");
    }

    /// Somebody else's bad packets are not held against one that has nothing to do with them.
    @Test
    void countersOfOthersAreNotItsOwn() {
        started(PLAIN, PLAIN);
        world.cut(here, there);
        here.drops = new TcpDrops(5, 5, 0, 5);
        named("GW-3211", "no answer", "firewall", "没有应答");
    }

    /// Rather no session than an unprotected one.
    @Test
    void protectionThatTheSystemRefuses() {
        Prefix one = Prefix.of(there.address, 32);
        here.refusals = Map.of(one, "the system refuses TCP-MD5 keys (RFC 2385)");
        started(s -> Variant.of(s).protection(SIGNED).passive(true).settings(), PLAIN);
        named("GW-3203", "refuses TCP-MD5 keys", "stays down rather than unprotected", "保护");
        world.pass(30);
        assertThat(here.established(there)).isFalse();
        assertThat(here.events(SpeakerEvent.Unprotected.class)).hasSize(1);
    }

    @Test
    void shutDownHereAndThere() {
        here.originated.add(Prefix.parse("192.0.2.0/24").orElseThrow());
        started(PLAIN, PLAIN);
        world.until("route", 10, () -> there.knows("192.0.2.0/24"));
        there.ask("neighbor shutdown", "address", "here", "text", "fiber works");
        named("GW-3202", "\"fiber works\"", "ask its operator", "对端管理员");
        assertThat(there.neighbor(here).whyCode()).contains("GW-3201");
        assertThat(there.knows("192.0.2.0/24")).isFalse();
        assertThat(there.speaker.neighbors()).hasSize(1);
    }

    @Test
    void wrongAsHereAndThere() {
        Router other = world.router("other", 64503, "10.0.0.3");
        here.neighbors.add(Router.defaults(other.address, 64599, "other"));
        other.neighbor(here, PLAIN);
        world.start();
        world.until(
                "refused",
                10,
                () ->
                        other.neighbor(here).whyCode().equals(Optional.of("GW-3217"))
                                && here.neighbor(other).whyCode().equals(Optional.of("GW-3216")));
        assertThat(here.neighbor(other).whyNot().orElseThrow())
                .contains("AS 64503", "64599", "correct `as` here");
        assertThat(other.neighbor(here).whyNotZh().orElseThrow()).contains("AS 号");
    }

    @Test
    void missingNeighborThere() {
        here.neighbor(there, PLAIN);
        world.start();
        named("GW-3214", "Connection Rejected", "add our address there", "没有配置我们的地址");
    }

    @Test
    void wrongAddressOfOneThatConnects() {
        Router nobody = world.router("nobody", 64503, "10.0.0.9");
        here.neighbor(nobody, s -> Variant.of(s).passive(true).settings());
        there.neighbor(here, PLAIN);
        here.start();
        there.start();
        world.until(
                "named", 30, () -> here.neighbor(nobody).whyCode().equals(Optional.of("GW-3215")));
        assertThat(here.neighbor(nobody).whyNot().orElseThrow())
                .contains("waiting for 10.0.0.9", "10.0.0.2 connects");
    }

    @Test
    void nobodyAtTheAddressAndNobodyListening() {
        here.neighbors.add(Router.defaults(Address.parse("10.0.0.77").orElseThrow(), 64502, "x"));
        here.neighbor(there, PLAIN);
        here.start();
        named("GW-3212", "connection refused", "start the daemon there", "拒绝连接");
        world.until(
                "named",
                30,
                () -> here.neighbors().getFirst().whyCode().equals(Optional.of("GW-3210")));
        assertThat(here.neighbors().getFirst().whyNot().orElseThrow())
                .contains("no route to host 10.0.0.77");
    }

    /// An attempt may be shorter than what the system needs to find that nobody is there.
    @Test
    void nobodyAtTheAddressIsNotForgottenByASilentAttempt() {
        Address address = Address.parse("10.0.0.77").orElseThrow();
        here.neighbors.add(Router.defaults(address, 64502, "x"));
        here.start();
        world.until("named", 30, () -> code().equals(Optional.of("GW-3210")));
        world.cut(here, world.router("late", 64502, "10.0.0.77"));
        world.until("silent", 20, () -> why().contains("no answer within"));
        assertThat(why()).contains("no route to host 10.0.0.77", "; now: cannot connect");
        assertThat(code()).contains("GW-3210");
        world.until("old", 60, () -> code().equals(Optional.of("GW-3211")));
    }

    private Optional<String> code() {
        return here.neighbors().getFirst().whyCode();
    }

    private String why() {
        return here.neighbors().getFirst().whyNot().orElseThrow();
    }

    @Test
    void noCommonFamily() {
        started(PLAIN, s -> Variant.of(s).families(List.of(Family.IPV6_UNICAST)).settings());
        named("GW-3219", "families do not overlap", "`family`", "地址族");
    }

    @Test
    void holdTimerExpires() {
        started(s -> Variant.of(s).holdTimeSeconds(9).settings(), PLAIN);
        world.until("up", 10, () -> here.established(there) && there.established(here));
        world.cut(here, there);
        named("GW-3222", "nothing heard for 9 s", "link", "保持定时器超时");
    }

    /// Routes again without a new session, asked for or not.
    @Test
    void clearSoftKeepsTheSession() {
        Prefix prefix = Prefix.parse("192.0.2.0/24").orElseThrow();
        here.originated.add(prefix);
        there.originated.add(Prefix.parse("198.51.100.0/24").orElseThrow());
        started(PLAIN, PLAIN);
        world.until(
                "routes", 10, () -> there.knows("192.0.2.0/24") && here.knows("198.51.100.0/24"));
        var toThere = here.neighbor(there).advertised();
        for (String direction : List.of("in", "out", "both")) {
            int events = here.log.size();
            assertThat(
                            here.ask("neighbor clear", "address", "there", "soft", direction)
                                    .outcome
                                    .orElseThrow()
                                    .code())
                    .as(direction)
                    .isEmpty();
            world.pass(3);
            assertThat(here.state(there)).isEqualTo(State.ESTABLISHED);
            assertThat(here.log.subList(events, here.log.size()))
                    .noneMatch(SpeakerEvent.Down.class::isInstance);
        }
        assertThat(here.neighbor(there).advertised()).isEqualTo(toThere);
        assertThat(there.knows("192.0.2.0/24") && here.knows("198.51.100.0/24")).isTrue();
        assertThat(here.ask("neighbor clear", "address", "there", "soft", "sideways").code())
                .isNotEmpty();
    }
}
