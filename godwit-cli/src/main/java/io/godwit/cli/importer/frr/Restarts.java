package io.godwit.cli.importer.frr;

import io.godwit.cli.importer.Block;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Graceful restart (RFC 4724). FRR says the times of the router, and how far it goes of the router
/// or of a neighbor; unless it is said it helps only, and so do we.
final class Restarts {
    private static final Map<String, String> TIMES =
            Map.of(
                    "restart-time", "restart-time",
                    "stalepath-time", "stale-time",
                    "select-defer-time", "deferral-time");
    private static final Map<String, String> MODES =
            Map.of(
                    "graceful-restart", "yes",
                    "graceful-restart-helper", "helper",
                    "graceful-restart-disable", "no");

    private final Map<String, String> ofAll = new LinkedHashMap<>();

    /// Takes a line of the router; false when it says something else.
    boolean take(Line line) {
        if (line.is("bgp", "long-lived-graceful-restart", "stale-time")) {
            // There one line is both: its time, and that it is wanted.
            longLived(line);
            return true;
        }
        String mode = MODES.get(line.word(1));
        String time = TIMES.get(line.word(2));
        boolean plain = line.words().size() == 2;
        if (mode == null || !plain && time == null) {
            return false;
        }
        String word = plain ? "graceful-restart" : time;
        if (line.no()) {
            ofAll.remove(word);
        } else {
            ofAll.put(word, plain ? mode : line.word(3));
        }
        return true;
    }

    private void longLived(Line line) {
        if (line.no()) {
            ofAll.remove("long-lived-restart");
            ofAll.remove("long-lived-stale-time");
        } else {
            ofAll.put("long-lived-restart", "yes");
            ofAll.put("long-lived-stale-time", line.word(3));
        }
    }

    /// Whether this is a word of a neighbor.
    static boolean isOf(String word) {
        return MODES.containsKey(word);
    }

    /// Writes what a neighbor or group says of its own.
    static void own(Map<String, Line> said, Block block) {
        mode(said).ifPresent(mode -> block.say("graceful-restart " + mode));
    }

    /// The last word counts: each takes back the others.
    private static Optional<String> mode(Map<String, Line> said) {
        return said.entrySet().stream()
                .filter(one -> isOf(one.getKey().strip()) && !one.getValue().no())
                .map(one -> MODES.get(one.getKey().strip()))
                .reduce((_, last) -> last);
    }

    /// Writes at a neighbor what is said of all, as far as it says nothing else.
    ///
    /// @param said by it and its group
    void ofAll(Map<String, Line> said, Block block) {
        boolean decided = mode(said).isPresent();
        ofAll.forEach((word, value) -> {
            if (!decided || !word.equals("graceful-restart")) {
                block.say(word + " " + value);
            }
        });
    }
}
