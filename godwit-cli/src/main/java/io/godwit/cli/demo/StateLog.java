package io.godwit.cli.demo;

import io.godwit.cli.EventNames;
import io.godwit.cli.control.ControlClient;
import io.godwit.json.Json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Map;

/// The router's log, read while it is written: every change of state becomes a line with the event
/// that caused it (RFC 4271 §8.1). Other events are not shown, but for those that say something
/// went wrong.
final class StateLog extends OutputStream {
    private static final Map<String, String> STATES =
            Map.of(
                    "idle", "Idle",
                    "connect", "Connect",
                    "active", "Active",
                    "open-sent", "OpenSent",
                    "open-confirm", "OpenConfirm",
                    "established", "Established");

    private final Stage stage;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    StateLog(Stage stage) {
        this.stage = stage;
    }

    @Override
    public void write(int octet) {
        if (octet == '\n') {
            byte[] json = line.toByteArray();
            line.reset();
            show(ControlClient.object(json, 0, json.length));
        } else {
            line.write(octet);
        }
    }

    @Override
    public void write(byte[] octets, int off, int len) {
        for (int i = off; i < off + len; i++) {
            write(octets[i]);
        }
    }

    private void show(Json.Obj event) {
        String level = event.string("level").orElse("");
        if (event.string("event").orElse("").equals("state-changed")) {
            stage.event(change(event));
        } else if (level.equals("warn") || level.equals("error")) {
            String text = event.string("text").orElse("");
            stage.event(event.string("neighbor").orElse("") + "  " + text);
        }
    }

    private static String change(Json.Obj event) {
        int number = (int) event.integer("rfc_event").orElse(0);
        String clause = event.string("clause").orElse("");
        return pad(event.string("neighbor").orElse(""), 11)
                + pad(event.string("name").orElse(""), 11)
                + pad(state(event, "from"), 12)
                + "-> "
                + pad(state(event, "to"), 13)
                + (number > 0 ? "event " + number + " " + EventNames.of(number) : clause);
    }

    private static String state(Json.Obj event, String member) {
        String word = event.string(member).orElse("");
        return STATES.getOrDefault(word, word);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(1, width - text.length()));
    }
}
