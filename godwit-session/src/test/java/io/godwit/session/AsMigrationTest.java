package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Family;
import io.godwit.wire.MessageType;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.MultiProtocol;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// Which AS number OPENs say while ASes are merged (RFC 7705 §3.3, §4.2). Ours is 65001, and 64510
/// to a neighbor that refuses that.
class AsMigrationTest {
    private static SessionSettings settings(long neighborAs) {
        return new SessionSettings(
                65001,
                64510,
                Rig.OUR_ID,
                neighborAs,
                FsmOptions.STANDARD,
                new Timers(90, 0, 120),
                Offers.of(List.of(Family.IPV4_UNICAST)),
                Restart.NONE,
                -1,
                false);
    }

    private static Open open(long as) {
        return Open.of(
                as,
                90,
                Rig.THEIR_ID,
                List.of(new MultiProtocol(Family.IPV4_UNICAST), new FourOctetAs(as)));
    }

    /// My Autonomous System of the OPEN that was just sent.
    private static int said(Rig rig) {
        Action.Send open =
                rig.all(Action.Send.class).stream()
                        .filter(s -> s.type() == MessageType.OPEN)
                        .findFirst()
                        .orElseThrow();
        return (open.message().at(20) & 0xff) << 8 | open.message().at(21) & 0xff;
    }

    private static void refused(Rig rig, int connection) {
        rig.feed(new Event.NotificationReceived(connection, Notification.badPeerAs()));
    }

    private static int dialsAgain(Rig rig) {
        int id = rig.redial();
        rig.feed(new Event.TcpConnected(id));
        return id;
    }

    @Tag("7705-3.3-4")
    @Tag("7705-4.2-3")
    @Tag("7705-4.2-4")
    @ParameterizedTest
    @CsvSource({"65002", "65001"})
    void theOtherNumberIsSaidWhereTheFirstIsRefused(long neighborAs) {
        Rig rig = new Rig(settings(neighborAs));
        int id = rig.openSent();
        assertThat(said(rig)).isEqualTo(65001);
        refused(rig, id);
        assertThat(rig.lastDown().toString()).contains("65001");
        id = dialsAgain(rig);
        assertThat(said(rig)).isEqualTo(64510);
        refused(rig, id);
        id = dialsAgain(rig);
        assertThat(said(rig)).as("refused both, it may know the first again").isEqualTo(65001);
    }

    @Tag("7705-4.2-4")
    @Test
    void theNextSessionBeginsWithTheRoutersNumber() {
        Rig rig = new Rig(settings(65002));
        refused(rig, rig.openSent());
        int id = dialsAgain(rig);
        assertThat(said(rig)).isEqualTo(64510);
        rig.feed(new Event.OpenReceived(id, open(65002)));
        rig.feed(new Event.KeepaliveReceived(id));
        assertThat(rig.session.negotiated().orElseThrow().ours().as()).isEqualTo(64510);
        rig.feed(new Event.TcpClosed(id, "reset"));
        dialsAgain(rig);
        assertThat(said(rig)).isEqualTo(65001);
    }

    @Test
    void anotherRefusalChangesNothing() {
        Rig rig = new Rig(settings(65002));
        int id = rig.openSent();
        rig.feed(new Event.NotificationReceived(id, Notification.unacceptableHoldTime()));
        dialsAgain(rig);
        assertThat(said(rig)).isEqualTo(65001);
    }

    @Test
    void twoConnectionsThatAreRefusedCountOnce() {
        Rig rig = new Rig(settings(65002));
        int ours = rig.openSent();
        int theirs = rig.accept();
        assertThat(said(rig)).isEqualTo(65001);
        refused(rig, ours);
        refused(rig, theirs);
        dialsAgain(rig);
        assertThat(said(rig)).isEqualTo(64510);
    }

    @Tag("7705-4.2-2")
    @Tag("7705-4.2-5")
    @ParameterizedTest
    @CsvSource({"65001, 65001", "65001, 64510", "64510, 65001", "64510, 64510"})
    void anInternalNeighborHasEitherNumber(long configured, long says) {
        Rig rig = new Rig(settings(configured));
        int id = rig.openSent();
        rig.feed(new Event.OpenReceived(id, open(says)));
        rig.feed(new Event.KeepaliveReceived(id));
        Negotiated agreed = rig.session.negotiated().orElseThrow();
        assertThat(agreed.ebgp()).isFalse();
        assertThat(agreed.receiveContext().ebgp()).isFalse();
        assertThat(agreed.neighborAs()).isEqualTo(says);
    }

    @ParameterizedTest
    @CsvSource({"65001, 65002", "65002, 65001", "65002, 64510"})
    void nobodyElseIsTaken(long configured, long says) {
        Rig rig = new Rig(settings(configured));
        int id = rig.openSent();
        rig.feed(new Event.OpenReceived(id, open(says)));
        assertThat(rig.words()).contains("send 2/2");
    }
}
