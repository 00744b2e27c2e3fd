package io.godwit.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Identity;
import io.godwit.policy.MedRule;
import io.godwit.policy.PeerPolicies;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.Relation;
import io.godwit.policy.Role;
import io.godwit.rib.RibLimits;
import io.godwit.rib.RibTotals;
import io.godwit.session.Offers;
import io.godwit.session.Protection;
import io.godwit.session.Shutdown;
import io.godwit.session.Timers;
import io.godwit.session.Transport;
import io.godwit.speaker.Commands;
import io.godwit.speaker.NeighborSettings;
import io.godwit.speaker.Ports;
import io.godwit.speaker.RpkiSettings;
import io.godwit.speaker.Speaker;
import io.godwit.speaker.SpeakerSettings;
import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.Keepalive;
import io.godwit.wire.MessageType;
import io.godwit.wire.Open;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.RouteRefreshCapability;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// A speaker with four neighbors: one that tells it a route, one that listens, and two, outside and
/// inside, that do what the octets of the fuzzer say. The good ones must notice nothing, what the
/// listener hears must be in order, and when the bad ones are gone nothing of them is left.
final class LiveSession {
    private static final long AS = 65001;
    private static final int SENDER = 2;
    private static final int LISTENER = 3;
    private static final List<Family> FAMILIES = List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);
    private static final Context HEARD =
            new Context(true, true, false, false, Framer.MAX_OCTETS, true, true);
    private static final byte[] ROUTE =
            HexFormat.of()
                    .parseHex("00000014" + "40010100400206" + "02010000fdec4003040a00000318c63364");
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_OPERATIONS = 64;
    private static final int MOST_TURNS = 10_000;

    private final Surroundings around = new Surroundings();
    private final Guest[] guests = new Guest[4];
    private final Speaker speaker;

    LiveSession() {
        List<NeighborSettings> neighbors = new ArrayList<>();
        for (int i = 0; i < guests.length; i++) {
            neighbors.add(settings(i));
        }
        speaker =
                new Speaker(
                        new SpeakerSettings(
                                AS,
                                Optional.empty(),
                                0x0a00_0009,
                                0x0a00_0009,
                                MedRule.STANDARD,
                                neighbors,
                                List.of(),
                                List.of(),
                                List.of(),
                                RpkiSettings.NONE,
                                Optional.empty(),
                                Optional.empty(),
                                RibLimits.WIDEST,
                                "fuzz"),
                        new Ports(
                                around,
                                around,
                                () -> 4711,
                                _ -> {},
                                around,
                                Optional.empty(),
                                Commands.NONE,
                                Optional.empty()));
        speaker.start();
    }

    private static NeighborSettings settings(int i) {
        Role role = as(i) == AS ? Role.INTERNAL : Role.EXTERNAL;
        return new NeighborSettings(
                new Identity(address(i), as(i), role, Relation.UNSTATED, "", "", ""),
                new Transport(179, Optional.empty(), true, 0, Protection.NONE),
                new Timers(90, 0, 5),
                Offers.of(FAMILIES),
                PeerPolicies.of(PolicyChain.ACCEPT, PolicyChain.ACCEPT),
                Shutdown.NO,
                Optional.empty());
    }

    private static Address address(int i) {
        return Address.ofV4(0x0a00_0001 + i);
    }

    private static long as(int i) {
        return i == 1 ? AS : AS + 1 + i;
    }

    /// One execution: the octets are a list of operations, each with a code, a length and so many
    /// octets.
    void play(byte[] octets) {
        good(SENDER);
        good(LISTENER);
        guests[SENDER].say(WireFuzz.framed(MessageType.UPDATE.code(), ROUTE, 0, ROUTE.length));
        greet(0);
        greet(1);
        run();
        int at = 0;
        for (int n = 0; n < MOST_OPERATIONS && at + 3 <= octets.length; n++) {
            int length = (octets[at + 1] & 0xff) << 8 | octets[at + 2] & 0xff;
            int end = Math.min(octets.length, at + 3 + Math.min(length, 4_000));
            operation(octets[at] & 0xff, octets, at + 3, end);
            run();
            goodOnesNoticeNothing();
            at = end;
        }
        onlyTheGoodRouteStays();
    }

    private void operation(int code, byte[] octets, int from, int to) {
        int who = code & 1;
        if (guests[who].ended()) {
            // Long enough for any pause after an error.
            pass(300 * SECOND);
            guests[who] = new Guest(address(who));
            speaker.accepted(guests[who]);
            if ((code & 8) == 0) {
                guests[who].say(greeting(who, 90));
            }
        }
        switch (code >> 1 & 3) {
            case 0 -> guests[who].say(WireFuzz.framed(MessageType.UPDATE.code(), octets, from, to));
            case 1 -> guests[who].say(WireFuzz.framed(code >> 4 & 7, octets, from, to));
            case 2 -> guests[who].say(Arrays.copyOfRange(octets, from, to));
            default -> {
                if ((code & 16) != 0) {
                    guests[who].hangUp();
                } else {
                    pass((to - from) * SECOND);
                }
            }
        }
    }

    private void good(int i) {
        guests[i] = new Guest(address(i));
        speaker.accepted(guests[i]);
        guests[i].say(greeting(i, 0));
    }

    private void greet(int i) {
        guests[i] = new Guest(address(i));
        speaker.accepted(guests[i]);
        guests[i].say(greeting(i, 90));
    }

    private static byte[] greeting(int i, int holdSeconds) {
        List<Capability> offers = new ArrayList<>();
        FAMILIES.forEach(family -> offers.add(new MultiProtocol(family)));
        offers.add(new RouteRefreshCapability());
        offers.add(new FourOctetAs(as(i)));
        byte[] octets = new byte[Framer.MAX_OCTETS];
        int length = Open.of(as(i), holdSeconds, i + 1, offers).write(octets, 0);
        return Arrays.copyOf(octets, length + Keepalive.write(octets, length));
    }

    private void run() {
        for (int n = 0; n < MOST_TURNS; n++) {
            boolean work = speaker.nextDeadlineNanos() <= around.nanos();
            for (Guest guest : guests) {
                if (guest != null && guest.waits()) {
                    speaker.readable(guest);
                    work = true;
                }
            }
            if (!work) {
                return;
            }
            speaker.turn();
        }
        throw new AssertionError("no rest after " + MOST_TURNS + " turns");
    }

    private void pass(long nanos) {
        long end = around.nanos() + nanos;
        while (speaker.nextDeadlineNanos() < end) {
            around.at(Math.max(around.nanos() + 1, speaker.nextDeadlineNanos()));
            run();
        }
        around.at(end);
        run();
    }

    private void goodOnesNoticeNothing() {
        assertThat(guests[SENDER].ended()).isFalse();
        assertThat(guests[LISTENER].ended()).isFalse();
        inOrder(guests[SENDER].heard());
        inOrder(guests[LISTENER].heard());
    }

    private static void inOrder(byte[] octets) {
        int at = 0;
        while (at < octets.length) {
            int length = Framer.frame(octets, at, octets.length, Framer.MAX_OCTETS);
            assertThat(length).isPositive();
            if (Framer.type(octets, at) == MessageType.UPDATE.code()) {
                assertThat(Update.read(octets, at, length, HEARD).verdict()).isEqualTo(Verdict.OK);
            }
            at += length;
        }
    }

    private void onlyTheGoodRouteStays() {
        guests[0].hangUp();
        guests[1].hangUp();
        pass(600 * SECOND);
        goodOnesNoticeNothing();
        List<RibTotals.FamilyTotals> left = speaker.rib().totals().families();
        assertThat(left).extracting(RibTotals.FamilyTotals::paths).containsExactly(1L, 0L);
        assertThat(left).extracting(RibTotals.FamilyTotals::prefixes).containsExactly(1L, 0L);
        speaker.stop("");
        run();
    }
}
