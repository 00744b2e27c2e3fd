package io.godwit.cli.importer;

import io.godwit.wire.Address;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;

/// Prefixes with ranges of lengths, as entries of a `prefix-set`.
public final class PrefixText {
    private PrefixText() {}

    /// The prefixes within this one whose length is in a range, and, below its own length, those
    /// that it is within.
    public static List<String> range(Prefix prefix, int least, int most) {
        var entries = new ArrayList<String>();
        int own = prefix.length();
        for (int length = least; length < Math.min(own, most + 1); length++) {
            entries.add(Prefix.of(prefix.address().masked(length), length).toString());
        }
        int from = Math.max(least, own);
        if (from <= most) {
            entries.add(within(prefix, from, most));
        }
        return entries;
    }

    private static String within(Prefix prefix, int from, int most) {
        int own = prefix.length();
        if (from == own && most == own) {
            return prefix.toString();
        }
        return from == own && most == prefix.address().bits()
                ? prefix + "+"
                : prefix + "{" + from + "," + most + "}";
    }

    /// A prefix whose bits behind the length are cleared, as others read it.
    ///
    /// @param at where it stands, for the message
    public static Prefix parse(At at, String text) {
        int slash = text.indexOf('/');
        var address = Address.parse(slash < 0 ? text : text.substring(0, slash));
        try {
            int length =
                    slash < 0
                            ? address.orElseThrow().bits()
                            : Integer.parseInt(text.substring(slash + 1));
            return Prefix.of(address.orElseThrow().masked(length), length);
        } catch (RuntimeException e) {
            throw new Unreadable(at, "not a prefix: " + text);
        }
    }
}
