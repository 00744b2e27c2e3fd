package io.godwit.wire.attr;

import io.godwit.wire.Ints;
import io.godwit.wire.Verdict;

/// COMMUNITIES (8), RFC 1997: four octets each.
public record Communities(Ints values) implements Attribute {
    /// Its descriptor.
    public static final AttributeType<Communities> TYPE =
            new AttributeType<>(
                    Attributes.COMMUNITIES,
                    "COMMUNITIES",
                    Communities.class,
                    Flags.OPTIONAL_TRANSITIVE,
                    Verdict.WITHDRAW,
                    Relay.VERBATIM,
                    "RFC 7606 §7.8",
                    new IntsCodec<>(Communities::new, Communities::values, Communities::text));

    /// Not beyond the AS (RFC 1997).
    public static final int NO_EXPORT = 0xffff_ff01;

    /// To no other neighbor (RFC 1997).
    public static final int NO_ADVERTISE = 0xffff_ff02;

    /// Not to external neighbors, those inside of the confederation included (RFC 1997).
    public static final int NO_EXPORT_SUBCONFED = 0xffff_ff03;

    /// The path is about to go, for maintenance (RFC 8326 §3.1).
    public static final int GRACEFUL_SHUTDOWN = 0xffff_0000;

    /// What goes there is to be dropped (RFC 7999).
    public static final int BLACKHOLE = 0xffff_029a;

    /// A route that is kept for long after its neighbor was lost (RFC 9494 §3.2).
    public static final int LLGR_STALE = 0xffff_0006;

    /// Not to be kept for long (RFC 9494 §3.3).
    public static final int NO_LLGR = 0xffff_0007;

    @Override
    public AttributeType<Communities> type() {
        return TYPE;
    }

    /// `65000:1`, or the name of a well-known one.
    public static String text(int community) {
        return switch (community) {
            case 0xffff_0000 -> "graceful-shutdown"; // RFC 8326
            case 0xffff_0001 -> "accept-own"; // RFC 7611
            case LLGR_STALE -> "llgr-stale";
            case NO_LLGR -> "no-llgr";
            case BLACKHOLE -> "blackhole";
            case NO_EXPORT -> "no-export";
            case NO_ADVERTISE -> "no-advertise";
            case NO_EXPORT_SUBCONFED -> "no-export-subconfed";
            case 0xffff_ff04 -> "no-peer"; // RFC 3765
            default -> numbers(community);
        };
    }

    /// `65000:1` even for a well-known one.
    public static String numbers(int community) {
        return (community >>> 16) + ":" + (community & 0xffff);
    }
}
