package io.godwit.cli.decode;

import io.godwit.wire.Bytes;
import io.godwit.wire.Family;
import io.godwit.wire.Ints;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.attr.Aggregator;
import io.godwit.wire.attr.Aigp;
import io.godwit.wire.attr.As4Aggregator;
import io.godwit.wire.attr.As4Path;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AtomicAggregate;
import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.ClusterList;
import io.godwit.wire.attr.Communities;
import io.godwit.wire.attr.ExtendedCommunities;
import io.godwit.wire.attr.Ipv6ExtendedCommunities;
import io.godwit.wire.attr.LargeCommunities;
import io.godwit.wire.attr.LocalPref;
import io.godwit.wire.attr.MultiExitDisc;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.attr.OnlyToCustomer;
import io.godwit.wire.attr.Origin;
import io.godwit.wire.attr.OriginatorId;
import io.godwit.wire.cap.AddPath;
import io.godwit.wire.cap.BgpRole;
import io.godwit.wire.cap.Capabilities;
import io.godwit.wire.cap.Capability;
import io.godwit.wire.cap.ExtendedNextHop;
import io.godwit.wire.cap.FourOctetAs;
import io.godwit.wire.cap.Fqdn;
import io.godwit.wire.cap.GracefulRestart;
import io.godwit.wire.cap.LongLivedGracefulRestart;
import io.godwit.wire.cap.MultiProtocol;
import io.godwit.wire.cap.OutboundRouteFiltering;
import io.godwit.wire.cap.PathsLimit;
import io.godwit.wire.cap.UnknownCapability;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Attributes and capabilities in the neutral schema.
final class NeutralValues {
    private static final int PMSI_TUNNEL = 22;

    private NeutralValues() {}

    /// The schema has names of its own for a few.
    static String name(int code) {
        return switch (code) {
            case 25 -> "IPV6_EXTENDED_COMMUNITIES";
            case 32 -> "LARGE_COMMUNITIES";
            case 35 -> "ONLY_TO_CUSTOMER";
            case 22, 23, 27, 29, 33, 36, 40, 128 -> AttributeTypes.of(code).name();
            default ->
                    AttributeTypes.of(code).isKnown()
                            ? AttributeTypes.of(code).name()
                            : "ATTR_" + code;
        };
    }

    static Object attribute(PathAttribute a) {
        return switch (a.value()) {
            case Origin v -> v.text();
            case AsPath v -> segments(v.segments());
            case As4Path v -> segments(v.segments());
            case NextHop v -> v.text();
            case OriginatorId v -> v.text();
            case MultiExitDisc v -> Long.parseLong(v.text());
            case LocalPref v -> Long.parseLong(v.text());
            case OnlyToCustomer v -> v.as();
            case AtomicAggregate _ -> true;
            case Aggregator v -> aggregator(v.as(), v.address().toString());
            case As4Aggregator v -> aggregator(v.as(), v.address().toString());
            case Communities v -> communities(v.values());
            case ClusterList v -> List.of(v.text().split(" "));
            case ExtendedCommunities v -> cut(v.packed(), ExtendedCommunities.OCTETS);
            case Ipv6ExtendedCommunities v -> cut(v.packed(), Ipv6ExtendedCommunities.OCTETS);
            case LargeCommunities v -> List.of(v.packed().joinUnsigned(3, ":", " ").split(" "));
            case Aigp v when v.metric().isPresent() -> v.metric().getAsLong();
            default -> a.code() == PMSI_TUNNEL ? pmsiTunnel(a.raw()) : raw(a.raw());
        };
    }

    private static Map<String, Object> raw(Bytes octets) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("raw", octets.hex());
        return out;
    }

    private static List<Object> segments(List<AsPath.Segment> segments) {
        List<Object> all = new ArrayList<>();
        for (AsPath.Segment s : segments) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("type", CodePoints.segmentType(s.type()));
            List<Long> asns = new ArrayList<>();
            for (int i = 0; i < s.asns().size(); i++) {
                asns.add(s.asns().unsigned(i));
            }
            one.put("asns", asns);
            all.add(one);
        }
        return all;
    }

    private static Map<String, Object> aggregator(long as, String address) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("asn", as);
        out.put("address", address);
        return out;
    }

    private static List<String> communities(Ints values) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            all.add(Communities.numbers(values.at(i)));
        }
        return all;
    }

    private static List<String> cut(Bytes packed, int octets) {
        List<String> all = new ArrayList<>();
        for (int at = 0; at + octets <= packed.length(); at += octets) {
            all.add(packed.slice(at, at + octets).hex());
        }
        return all;
    }

    private static Map<String, Object> pmsiTunnel(Bytes raw) {
        if (raw.length() < 5) {
            return raw(raw);
        }
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("flags", raw.at(0));
        out.put("tunnelType", raw.at(1));
        out.put("label", raw.at(2) << 16 | raw.at(3) << 8 | raw.at(4));
        out.put("tunnelId", raw.slice(5, raw.length()).hex());
        return out;
    }

    static Map<String, Object> capability(Capability c) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("code", c.code());
        out.put("name", Capabilities.name(c.code()));
        switch (c) {
            case MultiProtocol v -> family(v.family(), out);
            case ExtendedNextHop v -> {
                List<Object> families = families(out);
                for (ExtendedNextHop.Entry e : v.families()) {
                    Map<String, Object> one = family(e.family(), new LinkedHashMap<>());
                    one.put("nextHopAfi", e.nextHopAfi());
                    families.add(one);
                }
            }
            case BgpRole v -> out.put("role", v.role());
            case GracefulRestart v -> gracefulRestart(v, out);
            case FourOctetAs v -> out.put("asn", v.as());
            case AddPath v -> {
                List<Object> families = families(out);
                for (AddPath.Entry e : v.families()) {
                    Map<String, Object> one = family(e.family(), new LinkedHashMap<>());
                    one.put("sendReceive", e.sendReceive());
                    families.add(one);
                }
            }
            case LongLivedGracefulRestart v -> {
                List<Object> families = families(out);
                for (LongLivedGracefulRestart.Entry e : v.families()) {
                    Map<String, Object> one = family(e.family(), new LinkedHashMap<>());
                    one.put("flags", e.flags());
                    one.put("time", e.timeSeconds());
                    families.add(one);
                }
            }
            case Fqdn v -> {
                out.put("hostname", v.host());
                out.put("domain", v.domain());
            }
            case OutboundRouteFiltering v -> out.put("raw", value(v).hex());
            case PathsLimit v -> out.put("raw", value(v).hex());
            case UnknownCapability v when !v.value().isEmpty() -> out.put("raw", v.value().hex());
            default -> {
                // Code and name say it all.
            }
        }
        return out;
    }

    private static Bytes value(Capability c) {
        byte[] buf = new byte[2 + 255];
        int end = Capabilities.write(c, buf, 0);
        return Bytes.copyOf(buf, 2, end - 2);
    }

    private static void gracefulRestart(GracefulRestart v, Map<String, Object> out) {
        out.put("restart", v.restarting());
        out.put("notification", v.notification());
        out.put("time", v.timeSeconds());
        List<Object> families = families(out);
        for (GracefulRestart.FamilyFlags f : v.families()) {
            Map<String, Object> one = family(f.family(), new LinkedHashMap<>());
            one.put("flags", f.flags());
            families.add(one);
        }
    }

    private static List<Object> families(Map<String, Object> out) {
        List<Object> families = new ArrayList<>();
        out.put("families", families);
        return families;
    }

    private static Map<String, Object> family(Family family, Map<String, Object> out) {
        out.put("afi", family.afi());
        out.put("safi", family.safi());
        return out;
    }
}
