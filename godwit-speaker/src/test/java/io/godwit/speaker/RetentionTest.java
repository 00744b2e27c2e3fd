package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PeerFacts;
import io.godwit.rib.NextHopTerms;
import io.godwit.rib.Peer;
import io.godwit.rib.PeerCounts;
import io.godwit.rib.PeerSettings;
import io.godwit.rib.Rib;
import io.godwit.session.AddPathOffer;
import io.godwit.session.Down;
import io.godwit.session.DownCause;
import io.godwit.session.Graceful;
import io.godwit.session.Graceful.Mode;
import io.godwit.session.LongLived;
import io.godwit.session.Negotiated;
import io.godwit.session.Offers;
import io.godwit.session.RefreshTerms;
import io.godwit.session.RoleTerms;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.Verdict;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.GracefulRestart.FamilyFlags;
import io.godwit.wire.cap.LongLivedGracefulRestart;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every way into and out of keeping routes of a lost neighbor (RFC 4724 §4.2), a step at a time.
/// The neighbor has told one route of IPv4 and one of IPv6; `46` says that both are held.
///
/// What its OPEN says is written as `30 4F 6`: a restart time of 30 s, IPv4 with the Forwarding
/// State bit, IPv6 without; `-` is no capability. After `|` comes the same of long-lived restarts.
class RetentionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String MARKER = "ff".repeat(16);
    private static final String PATH = "40010100" + "400206" + "02010000fde9";
    private static final String IPV4 =
            MARKER + "002f" + "02" + "0000" + "0014" + PATH + "4003040a000002" + "18cb0071";
    private static final String IPV6 =
            MARKER
                    + "0041020000002a"
                    + PATH
                    + "800e1a"
                    + "00020110"
                    + "20010db8000000000000000000000002"
                    + "00"
                    + "2020010db8";
    private static final String END_OF_IPV4 = MARKER + "00170200000000";

    private final Alone router = new Alone();
    private final NeighborSettings neighbor = Alone.neighbor("10.0.0.2", 65001);
    private final LaneState lane;
    private final Rib rib;
    private final Retention retention;
    private LongLived longLived = LongLived.NO;
    private long lostNanos;

    RetentionTest() {
        Speaker speaker = new Speaker(router.settings(65000), router.ports());
        speaker.start();
        rib = speaker.rib();
        lane = new LaneState(speaker.settings(), router.ports(), rib);
        retention = new Retention(lane);
    }

    private static Open open(String graceful) {
        List<Capability> said = new ArrayList<>();
        int bar = graceful.indexOf(" | ");
        if (bar >= 0) {
            said.add(longLived(graceful.substring(bar + 3).split(" ")));
        }
        String soon = bar >= 0 ? graceful.substring(0, bar) : graceful;
        if (!soon.equals("-")) {
            String[] words = soon.split(" ");
            List<FamilyFlags> families = new ArrayList<>();
            for (int i = 1; i < words.length; i++) {
                families.add(
                        new FamilyFlags(
                                family(words[i]),
                                words[i].endsWith("F") ? FamilyFlags.FORWARDING : 0));
            }
            boolean notification = words[0].endsWith("N");
            int seconds = Integer.parseInt(words[0].replace("N", ""));
            said.add(new GracefulRestart(false, notification, seconds, families));
        }
        return new Open(Open.VERSION, 65001, 90, 0x0a000002, said, List.of());
    }

    private static LongLivedGracefulRestart longLived(String... words) {
        int seconds = Integer.parseInt(words[0]);
        return new LongLivedGracefulRestart(
                Stream.of(words)
                        .skip(1)
                        .map(word ->
                                new LongLivedGracefulRestart.Entry(
                                        family(word),
                                        word.endsWith("F")
                                                ? LongLivedGracefulRestart.FORWARDING
                                                : 0,
                                        seconds))
                        .toList());
    }

    private static Family family(String word) {
        return word.startsWith("4") ? Family.IPV4_UNICAST : Family.IPV6_UNICAST;
    }

    private static Negotiated agreed(String graceful) {
        return new Negotiated(
                65001,
                0x0a000002,
                90,
                30,
                true,
                List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                true,
                false,
                false,
                true,
                false,
                true,
                open("0N | 0"),
                open(graceful));
    }

    private NeighborSettings with(Mode mode, int staleSeconds) {
        return new NeighborSettings(
                neighbor.identity(),
                neighbor.transport(),
                neighbor.timers(),
                new Offers(
                        List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                        true,
                        false,
                        AddPathOffer.NO,
                        RefreshTerms.STANDARD,
                        RoleTerms.NONE,
                        new Graceful(mode, 120, staleSeconds, 60, true, longLived)),
                neighbor.policies(),
                neighbor.shutdown(),
                neighbor.bfd());
    }

    private Peer up(String graceful) {
        Context context = new Context(true, true, false, false, 4096, true, true);
        PeerFacts facts = neighbor.facts(65000, neighbor.as(), router.address);
        return retention.up(
                new PeerSettings(
                        facts,
                        0x0a000002,
                        context,
                        context,
                        NextHopTerms.of(router.address, Address.parse("2001:db8::1").orElseThrow()),
                        List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST),
                        neighbor.policies().importPolicy(),
                        neighbor.policies().exportPolicy()),
                agreed(graceful));
    }

    private void says(Peer peer, String... messages) {
        for (String hex : messages) {
            byte[] octets = HexFormat.of().parseHex(hex);
            assertThat(rib.update(peer, octets, 0, octets.length)).isEqualTo(Verdict.OK);
        }
    }

    /// Families of which its route is held, after all that is to be swept is.
    private String held(Peer peer) {
        while (rib.turn(1000) > 0) {
            // On with the sweep.
        }
        return rib.counts(peer).stream()
                .filter(c -> c.received() > 0)
                .map(PeerCounts::family)
                .map(f -> f.name().substring(3))
                .sorted()
                .collect(Collectors.joining());
    }

    private boolean lost(Peer peer, String graceful, String end, Mode mode) {
        Optional<Notification> cease =
                Optional.of(Notification.cease(Notification.ADMINISTRATIVE_RESET));
        Optional<Notification> said =
                end.endsWith("hard") ? cease.map(Notification::hardReset) : cease;
        Down why =
                new Down(
                        DownCause.CLOSED_BY_PEER,
                        end.startsWith("sent") ? said : Optional.empty(),
                        end.startsWith("received") ? said : Optional.empty(),
                        "",
                        0);
        return retention.keeps(peer, agreed(graceful), why, with(mode, 60), lostNanos);
    }

    @Tag("4724-4.2-3")
    @Tag("8538-3.2-1")
    @Tag("8538-4-2")
    @Tag("8538-4-3")
    @ParameterizedTest
    @CsvSource({
        "closed,   helper, 30 4F 6F, 46",
        "closed,   yes,    30 4F 6F, 46",
        // The bit matters when it is back, not before.
        "closed,   helper, 30 4 6,   46",
        "closed,   helper, 30 4F,    4",
        "closed,   helper, 30 6F,    6",
        "closed,   helper, 30,       ''",
        "closed,   helper, 0 4F 6F,  ''",
        "closed,   helper, -,        ''",
        "closed,   no,     30 4F 6F, ''",
        "sent,     helper, 30 4F 6F, ''",
        "received, helper, 30 4F 6F, ''",
        "sent,          helper, 30N 4F 6F, 46",
        "received,      helper, 30N 4F 6F, 46",
        "received,      no,     30N 4F 6F, ''",
        "sent hard,     helper, 30N 4F 6F, ''",
        "received hard, helper, 30N 4F 6F, ''",
        "received hard, helper, 30 4F 6F,  ''",
    })
    void whatIsKeptWhenItIsLost(String end, String mode, String graceful, String kept) {
        Peer peer = up(graceful);
        says(peer, IPV4, IPV6);
        boolean keeps =
                lost(peer, graceful, end, Mode.valueOf(mode.toUpperCase(java.util.Locale.ROOT)));
        assertThat(keeps).isEqualTo(!kept.isEmpty());
        if (keeps) {
            assertThat(held(peer)).isEqualTo(kept);
        }
        assertThat(retention.lost().isPresent()).isEqualTo(keeps);
        assertThat(retention.isStale()).isEqualTo(keeps);
        assertThat(retention.deadlineNanos() != Deadlines.NEVER).isEqualTo(keeps);
    }

    @Tag("4724-4.2-10")
    @ParameterizedTest
    @CsvSource({
        "30 4F 6F, 46",
        "0 4F 6F,  46",
        "30 4F 6,  4",
        "30 4 6,   ''",
        "30 4F,    4",
        "30 6F,    6",
        "30,       ''",
        "-,        ''",
    })
    void whatStaysWhenItIsBack(String graceful, String stays) {
        Peer peer = up("30 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F", "closed", Mode.HELPER);
        Peer back = up(graceful);
        assertThat(held(back)).isEqualTo(stays);
        assertThat(retention.isStale()).isEqualTo(!stays.isEmpty());
        assertThat(retention.lost()).isEmpty();
    }

    @Tag("4724-4.2-13")
    @Test
    void atItsEndOfRibGoesWhatItDidNotTellAgainOfThatFamily() {
        Peer peer = up("30 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F", "closed", Mode.HELPER);
        Peer back = up("30 4F 6F");
        says(back, END_OF_IPV4);
        assertThat(held(back)).isEqualTo("6");
        assertThat(retention.isStale()).isTrue();
    }

    @Tag("4724-4.2-5")
    @Test
    void lostAgainItKeepsOnlyWhatItHadToldAgain() {
        Peer peer = up("30 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F", "closed", Mode.HELPER);
        Peer back = up("30 4F 6F");
        says(back, IPV4);
        lost(back, "30 4F 6F", "closed", Mode.HELPER);
        assertThat(held(back)).isEqualTo("4");
    }

    @Tag("8538-4.1-2")
    @Test
    void betweenSpeakersOfGracefulNotificationsWhatWasStaleAlreadyStays() {
        Peer peer = up("30N 4F 6F");
        says(peer, IPV4, IPV6);
        for (int times = 0; times < 6; times++) {
            lost(peer, "30N 4F 6F", "received", Mode.HELPER);
            assertThat(held(peer)).isEqualTo("46");
            peer = up("30N 4F 6F");
            says(peer, IPV4);
            if (times % 2 == 1) {
                says(peer, IPV6);
            }
        }
        assertThat(held(peer)).isEqualTo("46");
    }

    @Tag("8538-4.1-3")
    @Tag("8538-4.1-4")
    @Test
    void whoIsLostAgainAndAgainKeepsNothingAliveByThat() {
        Peer peer = up("30N 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30N 4F 6F", "received", Mode.HELPER);
        up("30N 4F 6F");
        lostNanos = 20 * SECOND;
        lost(peer, "30N 4F 6F", "received", Mode.HELPER);
        up("30N 4F 6F");
        retention.expired(with(Mode.HELPER, 60), 59 * SECOND);
        assertThat(retention.isStale()).isTrue();
        retention.expired(with(Mode.HELPER, 60), 60 * SECOND);
        assertThat(retention.isStale()).isFalse();
        assertThat(Graceful.STANDARD.staleSeconds()).as("unless it is said").isEqualTo(180);
    }

    /// Restart time 30 s, stale-time 60 s unless it is changed.
    @ParameterizedTest
    @CsvSource({
        "false, 60, 29, true",
        "false, 60, 30, false",
        "false, 10, 10, false",
        "true,  60, 30, true",
        "true,  60, 59, true",
        "true,  60, 60, false",
        "true,  90, 60, true",
        "true,  40, 40, false",
    })
    void times(boolean isBack, int staleSeconds, int atSeconds, boolean kept) {
        Peer peer = up("30 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F", "closed", Mode.HELPER);
        if (isBack) {
            up("30 4F 6F");
        }
        NeighborSettings now = with(Mode.HELPER, staleSeconds);
        retention.reconfigured(now.offers().graceful());
        retention.expired(now, atSeconds * SECOND);
        assertThat(retention.isStale()).isEqualTo(kept);
        assertThat(retention.deadlineNanos() == Deadlines.NEVER).isEqualTo(!kept);
    }

    @ParameterizedTest
    @CsvSource({"ADMIN_SHUTDOWN_THERE, false", "REFUSED, true", "CONNECT_TIMEOUT, true"})
    void attemptsToComeBackThatFail(DownCause cause, boolean kept) {
        Peer peer = up("30 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F", "closed", Mode.HELPER);
        retention.attemptFailed(
                new Down(cause, Optional.empty(), Optional.empty(), "", 0), neighbor);
        assertThat(retention.isStale()).isEqualTo(kept);
    }

    /// The time that the neighbor asks for is 100 s, after a restart time of 30 s.
    @Tag("9494-4.2-2")
    @ParameterizedTest
    @CsvSource({"1000, 130", "100, 130", "40, 70"})
    void theLongLivedTimeCanBeLimited(int limit, int until) {
        longLived = new LongLived(Mode.HELPER, 3600, limit, false);
        Peer peer = up("30 4F 6F | 100 4F 6F");
        says(peer, IPV4, IPV6);
        lost(peer, "30 4F 6F | 100 4F 6F", "closed", Mode.HELPER);
        assertThat(retention.longLivedUntilNanos(Family.IPV4_UNICAST)).isEmpty();
        retention.expired(with(Mode.HELPER, 60), 30 * SECOND);
        assertThat(held(peer)).isEqualTo("46");
        assertThat(retention.longLivedUntilNanos(Family.IPV6_UNICAST)).hasValue(until * SECOND);
        assertThat(retention.untilNanos()).hasValue(until * SECOND);
        retention.expired(with(Mode.HELPER, 60), until * SECOND);
        assertThat(retention.isStale()).isFalse();
        assertThat(retention.untilNanos()).isEmpty();
    }

    @Tag("9494-4.2-3")
    @Test
    void eachFamilyHasALongLivedTimeOfItsOwn() {
        longLived = new LongLived(Mode.HELPER, 3600, 3600, false);
        String said = "30 4F 6F | 100 4F";
        Peer peer = up(said);
        says(peer, IPV4, IPV6);
        lost(peer, said, "closed", Mode.HELPER);
        retention.expired(with(Mode.HELPER, 60), 30 * SECOND);
        assertThat(held(peer)).as("without a long-lived time it goes").isEqualTo("4");
        assertThat(retention.longLivedUntilNanos(Family.IPV6_UNICAST)).isEmpty();
    }

    /// It is back in the long-lived period, tells its route of IPv4 again, and is lost again.
    @Tag("9494-4.2-7")
    @Tag("9494-4.2-8")
    @Tag("9494-4.2-9")
    @ParameterizedTest
    @CsvSource({
        "before its end,                  10, 46, 20",
        "after its end,                   25, '', 0",
        "after its end and End-of-RIB,    25, 4,  45",
    })
    void lostAgainInTheLongLivedPeriod(String when, int again, String kept, int until) {
        longLived = new LongLived(Mode.HELPER, 3600, 3600, false);
        String said = "0 | 20 4F 6F";
        Peer peer = up(said);
        says(peer, IPV4, IPV6);
        lost(peer, said, "closed", Mode.HELPER);
        Peer back = up(said);
        says(back, IPV4);
        if (when.endsWith("End-of-RIB")) {
            says(back, END_OF_IPV4);
        }
        if (again > 20) {
            retention.expired(with(Mode.HELPER, 60), 20 * SECOND);
            assertThat(held(back)).as("what it has not told again").isEqualTo("4");
        }
        lostNanos = again * SECOND;
        boolean keeps = lost(back, said, "closed", Mode.HELPER);
        assertThat(keeps).isEqualTo(!kept.isEmpty());
        if (keeps) {
            assertThat(held(back)).isEqualTo(kept);
            assertThat(retention.longLivedUntilNanos(Family.IPV4_UNICAST)).hasValue(until * SECOND);
        }
    }
}
