package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.speaker.SpeakerEvent;
import io.godwit.wire.Address;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Runs of a daemon, one after the other: what the next knows of the sessions of the one before.
class SessionFilesTest {
    private static final Address ONE = Address.parse("192.0.2.1").orElseThrow();
    private static final Address TWO = Address.parse("2001:db8::2").orElseThrow();

    @TempDir private Path folder;

    private SessionFiles run() {
        return new SessionFiles(folder.resolve("sock"), EventLog.silent());
    }

    private static SpeakerEvent up(Address neighbor) {
        return new SpeakerEvent.Established(
                neighbor, "", 65001, ONE, 90, 30, List.of("ipv4"), ONE, "here");
    }

    private static SpeakerEvent down(Address neighbor) {
        return new SpeakerEvent.Down(neighbor, "", "closed", "closed", 5);
    }

    @Test
    void theFirstRunKnowsNothing() {
        assertThat(run().before(true)).isEmpty();
    }

    @Test
    void afterAKillThoseAreKnownWhoseSessionWasUp() {
        SessionFiles killed = run();
        killed.before(false);
        killed.event(up(ONE));
        killed.event(up(TWO));
        assertThat(run().before(true)).contains(Set.of(ONE, TWO));
        killed.event(down(ONE));
        assertThat(run().before(true)).contains(Set.of(TWO));
    }

    /// A neighbor on a link is known with its link.
    @Test
    void neighborsOnLinksAreKnown() {
        Address near = Address.parseScoped("fe80::2%eth0").orElseThrow();
        SessionFiles killed = run();
        killed.before(false);
        killed.event(up(near));
        assertThat(run().before(true)).contains(Set.of(near));
        run().before(false);
        assertThat(run().before(true)).contains(Set.of());
    }

    @Test
    void aSecondKillBeforeTheyAreBackForgetsNobody() {
        SessionFiles killed = run();
        killed.before(false);
        killed.event(up(ONE));
        killed.event(up(TWO));
        SessionFiles again = run();
        again.before(true);
        again.event(up(ONE));
        assertThat(run().before(true)).contains(Set.of(ONE, TWO));
        again.event(new SpeakerEvent.Recovered(5, List.of(TWO)));
        assertThat(run().before(true)).contains(Set.of(ONE));
    }

    @Test
    void afterAnOrderlyStopThereIsNobodyAndNoFolder() throws IOException {
        SessionFiles stopped = run();
        stopped.before(false);
        stopped.event(up(ONE));
        stopped.close();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /// The machine was started anew: nobody has kept routes of a run before that.
    @Test
    void whatIsOlderThanTheMachineIsForgotten() {
        SessionFiles killed = run();
        killed.before(false);
        killed.event(up(ONE));
        run().before(false);
        assertThat(run().before(true)).contains(Set.of());
    }

    @Test
    void whatCannotBeWrittenStopsNothing() throws IOException {
        Files.createFile(folder.resolve("sock.sessions"));
        SessionFiles files = run();
        assertThat(files.before(true)).isEmpty();
        files.event(up(ONE));
        files.event(down(ONE));
        files.close();
    }
}
