package io.godwit.feeds.mrt;

/// Code points of RFC 6396 §5 and RFC 8050 §5, and their names.
public final class MrtTypes {
    /// The deprecated BGP type (RFC 6396 appendix B.2.1).
    public static final int BGP = 5;

    /// One path a record, 2-octet AS numbers.
    public static final int TABLE_DUMP = 12;

    /// All paths of a prefix in a record.
    public static final int TABLE_DUMP_V2 = 13;

    /// BGP messages and state changes.
    public static final int BGP4MP = 16;

    /// The same with microseconds.
    public static final int BGP4MP_ET = 17;

    static final int ISIS_ET = 33;
    static final int OSPFV3_ET = 49;

    static final int PEER_INDEX_TABLE = 1;
    static final int RIB_GENERIC = 6;
    static final int RIB_GENERIC_ADDPATH = 12;

    private MrtTypes() {}

    /// Whether the body begins with four octets of microseconds (§3).
    static boolean extendedTimestamp(int type) {
        return type == BGP4MP_ET || type == ISIS_ET || type == OSPFV3_ET;
    }

    /// "TABLE_DUMP_V2 RIB_IPV4_UNICAST"; numbers where there is no name.
    public static String name(int type, int subtype) {
        String sub = subtypeName(type, subtype);
        return sub.isEmpty() ? typeName(type) : typeName(type) + " " + sub;
    }

    /// Name of an MRT type, "type 99" for one that has none.
    public static String typeName(int type) {
        return switch (type) {
            case 0 -> "NULL";
            case 1 -> "START";
            case 2 -> "DIE";
            case 3 -> "I_AM_DEAD";
            case 4 -> "PEER_DOWN";
            case BGP -> "BGP";
            case 6 -> "RIP";
            case 7 -> "IDRP";
            case 8 -> "RIPNG";
            case 9 -> "BGP4PLUS";
            case 10 -> "BGP4PLUS_01";
            case 11 -> "OSPFv2";
            case TABLE_DUMP -> "TABLE_DUMP";
            case TABLE_DUMP_V2 -> "TABLE_DUMP_V2";
            case BGP4MP -> "BGP4MP";
            case BGP4MP_ET -> "BGP4MP_ET";
            case 32 -> "ISIS";
            case ISIS_ET -> "ISIS_ET";
            case 48 -> "OSPFv3";
            case OSPFV3_ET -> "OSPFv3_ET";
            default -> "type " + type;
        };
    }

    /// Name of a subtype, empty where the type has no subtypes.
    public static String subtypeName(int type, int subtype) {
        return switch (type) {
            case BGP, 9, 10 -> pick(subtype, BGP_SUBTYPES);
            case TABLE_DUMP -> pick(subtype, "", "AFI_IPv4", "AFI_IPv6");
            case TABLE_DUMP_V2 -> pick(subtype, TABLE_DUMP_V2_SUBTYPES);
            case BGP4MP, BGP4MP_ET -> pick(subtype, BGP4MP_SUBTYPES);
            default -> subtype == 0 ? "" : "subtype " + subtype;
        };
    }

    /// Name of a state of RFC 4271 §8.2.2 as BGP4MP numbers them (§4.4.1).
    public static String stateName(int state) {
        return switch (state) {
            case 1 -> "Idle";
            case 2 -> "Connect";
            case 3 -> "Active";
            case 4 -> "OpenSent";
            case 5 -> "OpenConfirm";
            case 6 -> "Established";
            default -> "state " + state;
        };
    }

    private static String pick(int subtype, String... names) {
        return subtype < names.length && !names[subtype].isEmpty()
                ? names[subtype]
                : "subtype " + subtype;
    }

    private static final String[] BGP_SUBTYPES = {
        "NULL", "UPDATE", "PREF_UPDATE", "STATE_CHANGE", "SYNC", "OPEN", "NOTIFY", "KEEPALIVE"
    };

    private static final String[] TABLE_DUMP_V2_SUBTYPES = {
        "",
        "PEER_INDEX_TABLE",
        "RIB_IPV4_UNICAST",
        "RIB_IPV4_MULTICAST",
        "RIB_IPV6_UNICAST",
        "RIB_IPV6_MULTICAST",
        "RIB_GENERIC",
        "GEO_PEER_TABLE",
        "RIB_IPV4_UNICAST_ADDPATH",
        "RIB_IPV4_MULTICAST_ADDPATH",
        "RIB_IPV6_UNICAST_ADDPATH",
        "RIB_IPV6_MULTICAST_ADDPATH",
        "RIB_GENERIC_ADDPATH"
    };

    private static final String[] BGP4MP_SUBTYPES = {
        "STATE_CHANGE",
        "MESSAGE",
        "ENTRY",
        "SNAPSHOT",
        "MESSAGE_AS4",
        "STATE_CHANGE_AS4",
        "MESSAGE_LOCAL",
        "MESSAGE_AS4_LOCAL",
        "MESSAGE_ADDPATH",
        "MESSAGE_AS4_ADDPATH",
        "MESSAGE_LOCAL_ADDPATH",
        "MESSAGE_AS4_LOCAL_ADDPATH"
    };
}
