package io.godwit.wire.attr;

import io.godwit.wire.Verdict;

import java.util.List;

/// The registry of path attributes: one line adds one.
public final class AttributeTypes {
    private static final List<AttributeType<?>> KNOWN =
            List.of(
                    Origin.TYPE,
                    AsPath.TYPE,
                    NextHop.TYPE,
                    MultiExitDisc.TYPE,
                    LocalPref.TYPE,
                    AtomicAggregate.TYPE,
                    Aggregator.TYPE,
                    Communities.TYPE,
                    OriginatorId.TYPE,
                    ClusterList.TYPE,
                    MpReach.TYPE,
                    MpUnreach.TYPE,
                    ExtendedCommunities.TYPE,
                    As4Path.TYPE,
                    As4Aggregator.TYPE,
                    Ipv6ExtendedCommunities.TYPE,
                    Aigp.TYPE,
                    LargeCommunities.TYPE,
                    OnlyToCustomer.TYPE);

    private static final AttributeType<?>[] BY_CODE = byCode();

    private AttributeTypes() {}

    private static AttributeType<?>[] byCode() {
        AttributeType<?>[] table = new AttributeType<?>[256];
        for (AttributeType<?> type : KNOWN) {
            assert table[type.code()] == null : type;
            table[type.code()] = type;
        }
        for (int code = 0; code < table.length; code++) {
            if (table[code] == null) {
                table[code] = unknown(code);
            }
        }
        return table;
    }

    static AttributeType<UnknownAttribute> unknown(int code) {
        return new AttributeType<>(
                code,
                name(code),
                UnknownAttribute.class,
                Flags.OPTIONAL_TRANSITIVE,
                Verdict.OK,
                Relay.VERBATIM,
                "RFC 4271 §5",
                new UnknownAttribute.ValueCodec(code));
    }

    /// The descriptor of this type code, 0..255; never fails: the unknown ones have one too.
    public static AttributeType<?> of(int code) {
        return BY_CODE[code];
    }

    /// The attributes we understand, by ascending type code.
    public static List<AttributeType<?>> known() {
        return KNOWN;
    }

    private static String name(int code) {
        for (AttributeType<?> type : KNOWN) {
            if (type.code() == code) {
                return type.name();
            }
        }
        return passedName(code);
    }

    /// Attributes that pass as octets but have a name in the registry.
    private static String passedName(int code) {
        return switch (code) {
            case 22 -> "PMSI_TUNNEL";
            case 23 -> "TUNNEL_ENCAPSULATION";
            case 24 -> "TRAFFIC_ENGINEERING";
            case 27 -> "PE_DISTINGUISHER_LABELS";
            case 29 -> "BGP_LS";
            case 33 -> "BGPSEC_PATH";
            case 36 -> "DOMAIN_PATH";
            case 38 -> "BFD_DISCRIMINATOR";
            case 40 -> "PREFIX_SID";
            case 128 -> "ATTR_SET";
            default -> "ATTR_" + code;
        };
    }
}
