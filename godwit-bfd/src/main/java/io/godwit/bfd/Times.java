package io.godwit.bfd;

/// Times as people read them.
public final class Times {
    private Times() {}

    /// `600 ms`, `37.5 ms`.
    ///
    /// @param micros microseconds
    public static String millis(long micros) {
        long tenths = (micros % 1000 + 50) / 100;
        long whole = micros / 1000 + tenths / 10;
        return whole + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " ms";
    }
}
