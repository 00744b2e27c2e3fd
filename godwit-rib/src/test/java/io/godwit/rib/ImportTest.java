package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.PeerFacts;
import io.godwit.policy.Place;
import io.godwit.policy.PolicyChain;
import io.godwit.policy.PrefixRange;
import io.godwit.policy.PrefixSet;
import io.godwit.policy.RejectTag;
import io.godwit.policy.Role;
import io.godwit.policy.Validation;
import io.godwit.policy.tree.Action;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.policy.tree.Statement;
import io.godwit.rib.Blocks.Block;
import io.godwit.wire.Address;
import io.godwit.wire.Ints;
import io.godwit.wire.Prefix;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.MultiExitDisc;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Import policies: on what comes, and again on what came.
class ImportTest {
    private static final String A = "198.51.100.0/24";
    private static final String B = "203.0.113.0/24";
    private static final String SMALL = "203.0.113.128/30";
    private static final String V6 = "2001:db8:1::/48";

    private final Rib rib = new Rib(RibSettings.of(65000, 0x0a00_0001, 5, 7, List.of()));
    private final Session inside = new Session(rib, Session.settings(9, false));

    private Session from(int n, PolicyChain policy) {
        return new Session(
                rib, Session.with(Session.settings(n, true), policy, PolicyChain.ACCEPT));
    }

    private static Block block(int... path) {
        return Blocks.block(Blocks.HOP_V4, path);
    }

    private void settle() {
        while (rib.turn(3) > 0) {}
        inside.readAll();
    }

    private SortedMap<String, RouteRow> rows(RouteQuery query) {
        SortedMap<String, RouteRow> rows = new TreeMap<>();
        RouteCursor cursor = rib.routes(query);
        while (cursor.step(2, row -> rows.put(row.prefix(), row))) {}
        return rows;
    }

    private boolean reimport(Session session, PolicyChain policy) {
        return rib.reimport(session.peer, policy, session.peer.settings().facts());
    }

    @Test
    void aRejectedRouteSaysWhichStatementDidIt() {
        Session from = from(1, Meant.byBlock(120).chain());
        from.announce(block(65001), A);
        from.announce(block(65001, 2, 3), B);
        settle();
        RouteRow row = rows(RouteQuery.everyRejected()).get(B);
        assertThat(row.rejectedLabel()).isEqualTo("long");
        assertThat(row.rejectedBecause()).isEqualTo("long (by-block, t.conf:2:5)");
        assertThat(row.rejectedBy().orElseThrow().policy()).isEqualTo("by-block");
        assertThat(inside.held.keySet()).containsExactly(Blocks.prefix(A));
        assertThat(rib.counts(from.peer).getFirst().rejected()).isEqualTo(1);
    }

    /// The tag stands by itself: what the route came with is shown as it came.
    @Test
    void aRejectedRouteIsShownWithTheTagOfItsStatement() {
        PolicyChain policy =
                Meant.policy(
                        "tagged",
                        new Statement.Reject(
                                Place.NONE, "", Optional.of(Meant.lengthAbove(24)), 13, "small"),
                        Meant.reject("long", Meant.asPathLonger(2)),
                        Meant.accept());
        Session from = from(1, policy);
        Block sent = block(65001).with(new Communities(Ints.of(65001 << 16 | 7, 65520 << 16 | 4)));
        from.announce(sent, A, SMALL);
        from.announce(block(65001, 2, 3), B);
        settle();
        rib.rejectTag(
                Optional.of(
                        new RejectTag(
                                CommunityKind.STANDARD,
                                List.of(OptionalLong.of(65520), OptionalLong.empty()))));
        SortedMap<String, RouteRow> rows = rows(RouteQuery.all());
        assertThat(rows.get(SMALL).rejectTag()).isEqualTo("65520:13");
        assertThat(rows.get(SMALL).communities())
                .as("as they came, with one that looks like a tag")
                .containsExactly("65001:7", "65520:4");
        assertThat(rows.get(A).rejectTag()).isEmpty();
        assertThat(rows.get(B).rejectTag()).as("rejected without a number").isEmpty();
        assertThat(rows.get(B).valid()).isFalse();
        rib.rejectTag(Optional.empty());
        assertThat(rows(RouteQuery.all()).get(SMALL).rejectTag()).isEmpty();
    }

    @Test
    void rejectedRoutesAreFoundByLabel() {
        Session from = from(1, Meant.byBlock(120).chain());
        from.announce(block(65001, 2, 3), B);
        from.announce(block(65000), A);
        settle();
        assertThat(rows(labeled("long"))).containsOnlyKeys(B);
        assertThat(rows(labeled("as-loop"))).containsOnlyKeys(A);
        assertThat(rows(labeled("else"))).isEmpty();
    }

    private static RouteQuery labeled(String label) {
        RouteQuery all = RouteQuery.everyRejected();
        return new RouteQuery(
                all.prefix(),
                all.longer(),
                all.family(),
                all.neighbor(),
                all.best(),
                all.rejected(),
                Optional.of(label),
                all.originAs(),
                all.limit());
    }

    @Tag("7947-2.1-2")
    @Test
    void onePrefixOfAMessageMayFareOtherwiseThanTheNext() {
        Session from = from(1, Meant.byPrefix().chain());
        from.announce(block(65001), A, SMALL, B, "198.51.0.0/24", "198.51.1.0/24");
        settle();
        assertThat(rows(RouteQuery.everyRejected())).containsOnlyKeys(SMALL);
        SortedMap<String, RouteRow> all = rows(RouteQuery.all());
        assertThat(all.get("198.51.1.0/24").med()).hasValue(7);
        assertThat(all.get(B).med()).isEmpty();
    }

    @Test
    void ourAddressTakesThePlaceOfTheNextHop() {
        PolicyChain self =
                Meant.policy(
                        "self",
                        Meant.change(new Action.SetNextHopSelf(), Optional.empty()),
                        Meant.accept());
        Session from = from(1, self);
        from.announce(block(65001), A);
        from.announce(block(65001).hop(Blocks.HOP_V6), V6);
        settle();
        assertThat(inside.held.get(Blocks.prefix(A)).hop())
                .isEqualTo(from.peer.settings().nextHops().v4());
        assertThat(inside.held.get(Blocks.prefix(V6)).hop())
                .isEqualTo(from.peer.settings().nextHops().v6());
    }

    /// RFC 4271 §5.1.4: before routes are compared. With its MED the route of n1 would lose to that
    /// of n2, a path from the same AS; without, nothing is better than 0.
    @Tag("4271-5.1.4-3")
    @Tag("4271-5.1.4-4")
    @Test
    void aRemovedMedIsNotCompared() {
        PolicyChain remove =
                Meant.policy(
                        "no-med",
                        Meant.change(
                                new Action.RemoveAttribute(Attributes.MULTI_EXIT_DISC),
                                Optional.empty()),
                        Meant.accept());
        Session one = from(1, remove);
        Session two = from(2, PolicyChain.ACCEPT);
        one.announce(block(65001).with(new MultiExitDisc(50)), A);
        two.announce(block(65001).with(new MultiExitDisc(10)), A);
        settle();
        assertThat(best(A)).isEqualTo("n1");
        reimport(one, PolicyChain.ACCEPT);
        settle();
        assertThat(best(A)).isEqualTo("n2");
    }

    private String best(String prefix) {
        List<String> best = new ArrayList<>();
        RouteCursor cursor = rib.routes(RouteQuery.all());
        while (cursor.step(
                2,
                row -> {
                    if (row.best() && row.prefix().equals(prefix)) {
                        best.add(row.peerName());
                    }
                })) {}
        return String.join(" ", best);
    }

    @Test
    void anotherPolicyHoldsForWhatCameAndIsUndoneExactly() {
        Session from = from(1, PolicyChain.ACCEPT);
        from.announce(block(65001), A, B);
        from.announce(block(65001, 2, 3), SMALL);
        settle();
        SortedMap<Prefix, Block> before = new TreeMap<>(inside.held);
        assertThat(reimport(from, Meant.changing().chain())).isTrue();
        settle();
        assertThat(inside.held.get(Blocks.prefix(A)).path().length()).isEqualTo(3);
        assertThat(reimport(from, Meant.byBlock(120).chain())).isTrue();
        settle();
        assertThat(inside.held.keySet()).hasSize(2);
        assertThat(reimport(from, PolicyChain.ACCEPT)).isTrue();
        settle();
        assertThat(inside.held).isEqualTo(before);
    }

    @Test
    void aPolicyThatMeansTheSameCostsNothing() {
        Session from = from(1, Meant.byBlock(120).chain());
        from.announce(block(65001), A);
        settle();
        assertThat(reimport(from, Meant.byBlock(120).chain())).isFalse();
        assertThat(rib.turn(1)).isZero();
        assertThat(reimport(from, Meant.byBlock(121).chain())).isTrue();
    }

    /// Seen from the middle of a sweep: each rejected route names the statement of the program that
    /// rejected it, though there are two, and a third is waiting.
    @Test
    void whileRoutesAreJudgedAgainEachNamesTheRightStatement() {
        Session from = from(1, rejecting("first"));
        List<Prefix> many = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            many.add(Prefix.of(Address.ofV4(0x0b00_0000 + i * 256), 24));
        }
        from.announce(block(65001), many);
        settle();
        reimport(from, rejecting("second"));
        rib.turn(100);
        reimport(from, rejecting("third"));
        from.announce(block(65001), A);
        assertThat(labels()).containsOnlyKeys("first", "second");
        assertThat(rows(RouteQuery.all()).get(A).rejectedLabel()).isEqualTo("second");
        settle();
        assertThat(labels()).containsOnlyKeys("third").containsEntry("third", 901);
    }

    private static PolicyChain rejecting(String label) {
        return Meant.policy(
                label,
                Meant.change(Meant.setLocalPref(label.length()), Optional.empty()),
                Meant.reject(label));
    }

    private SortedMap<String, Integer> labels() {
        SortedMap<String, Integer> labels = new TreeMap<>();
        rows(RouteQuery.everyRejected())
                .values()
                .forEach(row -> labels.merge(row.rejectedLabel(), 1, Integer::sum));
        return labels;
    }

    @Test
    void onlyWhatTheNewsCoversIsAskedAgain() {
        Asked asked = new Asked();
        rib.validation(asked);
        Session from = from(1, Meant.byRpki().chain());
        from(2, Meant.byBlock(120).chain()).announce(block(65002), A);
        from.announce(block(65001), A, B);
        settle();
        assertThat(rows(RouteQuery.everyRejected())).isEmpty();
        asked.times = 0;
        asked.invalid = Blocks.prefix(B);
        rib.revalidate(PrefixSet.of(List.of(PrefixRange.orLonger(Blocks.prefix(B)))));
        while (rib.turn(3) > 0) {}
        assertThat(asked.times).isEqualTo(1);
        RouteRow row = rows(RouteQuery.everyRejected()).get(B);
        assertThat(row.rejectedLabel()).isEqualTo("rpki-invalid");
        assertThat(row.rpki()).isEqualTo("invalid");
        assertThat(row.aspa()).isEqualTo("unknown");
    }

    private static final class Asked implements Validation {
        private Prefix invalid = Blocks.prefix("0.0.0.0/0");
        private int times;

        @Override
        public int origin(boolean v6, long high, long low, int length, int originAs) {
            times++;
            return !v6 && invalid.equals(Prefix.of(Address.ofV4((int) low), length)) ? 2 : 0;
        }

        @Override
        public int path(byte[] block, int off, int len, PeerFacts neighbor) {
            return NOT_FOUND;
        }
    }

    @Test
    void aTrialTellsWhatWouldChangeAndChangesNothing() {
        Session from = from(1, Meant.byBlock(120).chain());
        Session other = from(2, PolicyChain.ACCEPT);
        from.announce(block(65001), A, B, SMALL);
        from.announce(block(65001, 2, 3), "192.0.2.0/24", "192.0.3.0/30");
        other.announce(block(65002), A);
        settle();
        ImportTrial trial =
                rib.tryImport(
                        List.of(
                                proposal(from, Meant.byPrefix().chain()),
                                proposal(other, PolicyChain.ACCEPT)),
                        Set.of(),
                        Optional.empty());
        while (trial.step(2)) {}
        ImportChanges changes = trial.changes().getFirst();
        assertThat(changes.accepted()).isEqualTo(3);
        assertThat(changes.rejected()).isEqualTo(2);
        assertThat(changes.lost()).isEqualTo(1);
        assertThat(changes.gained()).isEqualTo(1);
        assertThat(changes.altered()).isZero();
        assertThat(changes.relabeled()).isEqualTo(1);
        assertThat(changes.examples())
                .contains(
                        new RouteChange(
                                RouteChange.Kind.LOST,
                                SMALL,
                                "65001",
                                "accepted",
                                "small (by-prefix, t.conf:2:5)"));
        assertThat(trial.changes().get(1).examples()).isEmpty();
        assertThat(rows(RouteQuery.everyRejected()))
                .containsOnlyKeys("192.0.2.0/24", "192.0.3.0/30");
    }

    /// A prefix that somebody else announces too is not lost with who leaves.
    @Test
    void aTrialCountsThePrefixesThatNobodyWouldHave() {
        Session leaving = from(1, PolicyChain.ACCEPT);
        Session judged = from(2, PolicyChain.ACCEPT);
        leaving.announce(block(65001), A, B, SMALL);
        judged.announce(block(65002), A, SMALL);
        rib.originate(Blocks.prefix("198.51.102.0/24"), RouteAttributes.igp());
        rib.originate(Blocks.prefix("198.51.101.0/24"), RouteAttributes.igp());
        settle();
        ImportTrial trial =
                rib.tryImport(
                        List.of(
                                ImportProposal.ofLeaving(leaving.peer),
                                proposal(judged, Meant.byPrefix().chain())),
                        Set.of(Blocks.prefix("198.51.101.0/24")),
                        Optional.empty());
        while (trial.step(1)) {}
        assertThat(trial.table())
                .isEqualTo(new TableChanges(5, 3, List.of(B, SMALL, "198.51.101.0/24")));
        ImportChanges gone = trial.changes().getFirst();
        assertThat(gone.accepted()).isEqualTo(3);
        assertThat(gone.lost()).isEqualTo(3);
        assertThat(gone.onlyPaths()).as("B, and SMALL which is rejected of the other").isEqualTo(2);
        assertThat(gone.examples().getFirst().after()).isEqualTo("gone");
        assertThat(trial.changes().get(1).onlyPaths()).isEqualTo(1);
        assertThat(rows(RouteQuery.all())).hasSize(5);
    }

    /// Another RPKI: policies that ask for it are tried again, and only those.
    @Test
    void aTrialJudgesWithAnotherRpki() {
        Session asks = from(1, Meant.byRpki().chain());
        Session other = from(2, PolicyChain.ACCEPT);
        asks.announce(block(65001), A, B);
        other.announce(block(65002), A);
        settle();
        Asked next = new Asked();
        next.invalid = Blocks.prefix(B);
        ImportTrial trial =
                rib.tryImport(
                        List.of(
                                proposal(asks, Meant.byRpki().chain()),
                                proposal(other, PolicyChain.ACCEPT)),
                        Set.of(),
                        Optional.of(next));
        while (trial.step(100)) {}
        assertThat(trial.changes().getFirst().lost()).isEqualTo(1);
        assertThat(trial.changes().getFirst().onlyPaths()).isEqualTo(1);
        assertThat(trial.changes().get(1).accepted()).isZero();
        assertThat(rows(RouteQuery.everyRejected())).isEmpty();
    }

    private static ImportProposal proposal(Session session, PolicyChain policy) {
        return ImportProposal.of(session.peer, policy, session.peer.settings().facts());
    }

    @Test
    void aPeerThatLeavesBeforeItsTurnIsForgotten() {
        Session from = from(1, PolicyChain.ACCEPT);
        Session gone = from(2, PolicyChain.ACCEPT);
        from.announce(block(65001), A);
        gone.announce(block(65002), B);
        settle();
        reimport(from, Meant.changing().chain());
        reimport(gone, PolicyChain.REJECT);
        rib.removePeer(gone.peer);
        settle();
        Session again = from(3, PolicyChain.ACCEPT);
        again.announce(block(65003), B);
        settle();
        assertThat(again.peer.settings().role()).isEqualTo(Role.EXTERNAL);
        assertThat(inside.held.keySet()).containsExactly(Blocks.prefix(A), Blocks.prefix(B));
    }
}
