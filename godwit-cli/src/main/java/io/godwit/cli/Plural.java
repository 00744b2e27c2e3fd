package io.godwit.cli;

/// Numbers of things.
public final class Plural {
    private Plural() {}

    /// "1 octet", "2 octets", "3 prefixes".
    public static String of(long number, String one) {
        return number + " " + one + (number == 1 ? "" : one.endsWith("x") ? "es" : "s");
    }
}
