package io.godwit.cli.decode;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// Where and when a message or record was seen.
///
/// @param number of the message, record or frame, from 1
/// @param time when, if the input tells
/// @param ends between whom, empty if the input does not tell
record Seen(long number, Optional<Instant> time, String ends) {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    static Seen nowhere(long number) {
        return new Seen(number, Optional.empty(), "");
    }

    static Instant time(long seconds, long nanos) {
        return Instant.ofEpochSecond(seconds, nanos);
    }

    String clock() {
        return time.map(CLOCK::format).orElse("");
    }
}
