package io.godwit.json;

import java.util.Locale;

/// How Java names become JSON words.
public final class JsonNames {
    private JsonNames() {}

    /// The member name of a component: `localPref` gives `local_pref`, `bgpId` gives `bgp_id`,
    /// `nextHopV4` gives `next_hop_v4`, `URLPath` gives `url_path`.
    public static String snake(String name) {
        var out = new StringBuilder(name.length() + 4);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean upper = Character.isUpperCase(c);
            if (upper && i > 0 && name.charAt(i - 1) != '_') {
                boolean afterLower = !Character.isUpperCase(name.charAt(i - 1));
                boolean beforeLower =
                        i + 1 < name.length() && Character.isLowerCase(name.charAt(i + 1));
                if (afterLower || beforeLower) {
                    out.append('_');
                }
            }
            out.append(Character.toLowerCase(c));
        }
        return out.toString();
    }

    /// The word of an enum constant: `OPEN_SENT` gives `open-sent`.
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
