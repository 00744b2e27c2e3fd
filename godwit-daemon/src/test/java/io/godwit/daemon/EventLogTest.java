package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;
import io.godwit.session.State;
import io.godwit.speaker.SpeakerEvent;
import io.godwit.speaker.SpeakerEvent.Level;
import io.godwit.wire.Address;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

class EventLogTest {
    private static final Address NEIGHBOR = Address.parse("10.77.0.2").orElseThrow();

    private static String written(EventLog.Format format, Level least, SpeakerEvent... events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (EventLog log = EventLog.to(out, format, least)) {
            for (SpeakerEvent event : events) {
                log.event(event);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textIsTimeLevelEventAndWords() {
        String line =
                written(
                        EventLog.Format.TEXT,
                        Level.INFO,
                        new SpeakerEvent.Established(
                                NEIGHBOR,
                                "",
                                65002,
                                NEIGHBOR,
                                90,
                                30,
                                List.of("ipv4", "ipv6"),
                                NEIGHBOR,
                                "here"));
        assertThat(line)
                .matches(
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z info established .*\n");
        assertThat(line)
                .contains(" neighbor=10.77.0.2 as=65002 ")
                .contains(" hold_time_seconds=90 ")
                .contains(" families=ipv4,ipv6 ")
                .doesNotContain("name=");
    }

    /// What the other side says must not write lines, words or colors of its own.
    @Test
    void textOfStrangersIsQuoted() {
        String line =
                written(
                        EventLog.Format.TEXT,
                        Level.INFO,
                        new SpeakerEvent.Down(
                                NEIGHBOR, "r2", "CLOSED", "a\nb \"c\" \u001b[31m\\ d=1", 5));
        assertThat(line.lines()).hasSize(1);
        assertThat(line).contains(" text=\"a\\u000ab \\\"c\\\" \\u001b[31m\\\\ d=1\" up_seconds=5");
    }

    @Test
    void jsonHasTheSameFacts() {
        String line =
                written(
                        EventLog.Format.JSON,
                        Level.DEBUG,
                        new SpeakerEvent.StateChanged(
                                NEIGHBOR,
                                "r2",
                                State.OPEN_SENT,
                                State.OPEN_CONFIRM,
                                19,
                                "RFC 4271 §8.2.2"));
        Json.Obj object = Bench.object(line);
        assertThat(object.string("event")).contains("state-changed");
        assertThat(object.string("level")).contains("debug");
        assertThat(object.string("neighbor")).contains("10.77.0.2");
        assertThat(object.integer("rfc_event")).hasValue(19);
    }

    @Test
    void lessImportantLevelsAreLeftOut() {
        assertThat(
                        written(
                                EventLog.Format.TEXT,
                                Level.WARN,
                                new SpeakerEvent.Stopping(""),
                                new SpeakerEvent.Down(NEIGHBOR, "", "X", "y", 1)))
                .doesNotContain("stopping")
                .contains("warn down");
    }

    /// A reader that hangs does not stop who logs; what was lost is counted.
    @Test
    void neverBlocksAndCountsWhatWasLost() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        OutputStream slow =
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("not used");
                    }

                    @Override
                    public void write(byte[] octets) throws IOException {
                        try {
                            release.await();
                        } catch (InterruptedException closing) {
                            Thread.currentThread().interrupt();
                        }
                        kept.writeBytes(octets);
                    }
                };
        EventLog log = EventLog.to(slow, EventLog.Format.TEXT, Level.DEBUG);
        for (int i = 0; i < 30_000; i++) {
            log.event(new SpeakerEvent.Stopping("n" + i));
        }
        release.countDown();
        log.close();
        assertThat(kept.toString(StandardCharsets.UTF_8))
                .contains("warn log-overflow lost=")
                .contains("text=n0\n");
    }
}
