package io.godwit.cli.table;

/// A time span as operators read it.
public final class TimeSpan {
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;
    private static final long IN_SECONDS = 10 * MINUTE;

    private TimeSpan() {}

    /// `41s`, `133s`, `25m09s`, `5h07m`, `1d02h`, `104d`.
    public static String of(long seconds) {
        if (seconds < IN_SECONDS) {
            return seconds + "s";
        }
        if (seconds < HOUR) {
            return seconds / MINUTE + "m" + two(seconds % MINUTE) + "s";
        }
        if (seconds < DAY) {
            return seconds / HOUR + "h" + two(seconds % HOUR / MINUTE) + "m";
        }
        long days = seconds / DAY;
        return days < 100 ? days + "d" + two(seconds % DAY / HOUR) + "h" : days + "d";
    }

    private static String two(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
