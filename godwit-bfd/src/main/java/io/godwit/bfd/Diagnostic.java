package io.godwit.bfd;

import java.util.List;

/// Why a session went down (RFC 5880 §4.1, Diag).
public final class Diagnostic {
    public static final int NONE = 0;
    public static final int DETECTION_TIME_EXPIRED = 1;
    public static final int ECHO_FAILED = 2;
    public static final int NEIGHBOR_SIGNALED_DOWN = 3;
    public static final int FORWARDING_PLANE_RESET = 4;
    public static final int PATH_DOWN = 5;
    public static final int CONCATENATED_PATH_DOWN = 6;
    public static final int ADMINISTRATIVELY_DOWN = 7;
    public static final int REVERSE_CONCATENATED_PATH_DOWN = 8;

    private static final List<String> WORDS =
            List.of(
                    "no diagnostic",
                    "nothing heard for the detection time",
                    "echo function failed",
                    "the other side signaled down",
                    "forwarding plane reset",
                    "path down",
                    "concatenated path down",
                    "administratively down",
                    "reverse concatenated path down");

    private Diagnostic() {}

    /// What a code means.
    ///
    /// @param code 0..31
    public static String words(int code) {
        return code < WORDS.size() ? WORDS.get(code) : "diagnostic " + code;
    }
}
