package io.godwit.rib.out;

import java.util.Locale;

/// What keeps a path from being told to a neighbor.
public enum Obstacle {
    NONE("", ""),
    NOT_BEST("only the best path is told", "RFC 4271 §9.1.3"),
    BEHIND("a better path is told", "RFC 7947 §2.3"),
    OWN("it came from this neighbor", "RFC 4271 §9.1.3"),
    LOOP("its AS is in AS_PATH, so it would refuse the route", "RFC 4271 §9.1.2"),
    SUMMARIZED("an aggregate stands for it (`summary-only`)", "RFC 4271 §9.1.4"),
    UNINSTALLED("waits for the kernel (`announce-installed`)", ""),
    DEFAULT_ORIGINATE("a default route of ours is told (`default-originate`)", ""),
    NO_ADVERTISE("community NO_ADVERTISE", "RFC 1997"),
    NO_EXPORT("community NO_EXPORT or NO_EXPORT_SUBCONFED", "RFC 1997"),
    BLACKHOLE("community BLACKHOLE: it stays in our AS", "RFC 7999 §3.2"),
    LONG_LIVED("community LLGR_STALE, which the neighbor does not know", "RFC 9494 §4.3"),
    INTERNAL("from our AS to our AS, and neither is a client", "RFC 4456 §6"),
    LEAK("ONLY_TO_CUSTOMER: for our customers only", "RFC 9234 §5"),
    FILTERED("outbound route filter of the neighbor", "RFC 5291 §6"),
    POLICY("export policy rejects it", ""),
    NO_POLICY("no export policy", "RFC 8212 §3"),
    NO_NEXT_HOP("no next hop of this family to give", "RFC 4271 §5.1.3"),
    TOO_LONG("its attributes do not fit into a message", "RFC 4271 §9.2");

    private final String text;
    private final String rule;

    Obstacle(String text, String rule) {
        this.text = text;
        this.rule = rule;
    }

    /// In a word, as policies label what they reject.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// For people.
    public String text() {
        return text;
    }

    /// Where the rule is; empty for what is ours.
    public String rule() {
        return rule;
    }
}
