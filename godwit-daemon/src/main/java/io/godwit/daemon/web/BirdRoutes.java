package io.godwit.daemon.web;

import io.godwit.policy.RejectTag;
import io.godwit.policy.tree.CommunityKind;
import io.godwit.rib.Explanation;
import io.godwit.rib.RouteRow;
import io.godwit.wire.Address;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Routes as birdwatcher writes them. Alice-LG is strict about types: paths, LOCAL_PREF and MED are
/// text, communities are numbers, extended communities three texts.
///
/// @param routerAs our own AS
/// @param since when the session of a neighbor began: no route of it is older
record BirdRoutes(long routerAs, Map<Address, Instant> since) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
    private static final int PREFERENCE = 100;

    static String time(Instant at) {
        return TIME.format(at);
    }

    /// Each route that a row stands for.
    List<Map<String, Object>> of(Record row) {
        return switch (row) {
            case RouteRow route -> List.of(route(route));
            case Explanation explanation -> {
                List<Map<String, Object>> all = new ArrayList<>();
                explanation.paths().forEach(path -> all.add(route(path)));
                explanation.rejected().forEach(path -> all.add(route(path)));
                yield all;
            }
            default -> List.of();
        };
    }

    private Map<String, Object> route(RouteRow row) {
        String peer = row.peer().map(Address::toString).orElse("local");
        Map<String, Object> route = new LinkedHashMap<>();
        route.put("network", row.prefix());
        route.put("gateway", row.nextHop().map(Address::toString).orElse(peer));
        route.put("learnt_from", peer);
        route.put("from_protocol", peer);
        route.put("interface", "");
        route.put("metric", PREFERENCE);
        route.put("primary", row.best());
        route.put("age", time(row.peer().map(since::get).orElse(Instant.EPOCH)));
        route.put("type", List.of("BGP", "univ"));
        route.put("bgp", bgp(row));
        if (!row.rpki().isEmpty()) {
            route.put("rpki", row.rpki());
        }
        // A route that takes part in the decision and has a reason is one that is not exported.
        if (!row.rejectedBecause().isEmpty()) {
            route.put(row.valid() ? "noexport_reason" : "reject_reason", row.rejectedBecause());
        }
        return route;
    }

    private Map<String, Object> bgp(RouteRow row) {
        Map<String, Object> bgp = new LinkedHashMap<>();
        bgp.put("origin", origin(row.origin()));
        bgp.put("next_hop", row.nextHop().map(Address::toString).orElse(""));
        bgp.put("as_path", NUMBER.matcher(row.asPath()).results().map(r -> r.group()).toList());
        bgp.put("local_pref", text(row.localPref(), "100"));
        bgp.put("med", text(row.med(), "0"));
        List<Long> tag = tag(row);
        bgp.put("communities", tagged(row.communities(), tag, CommunityKind.STANDARD));
        bgp.put("large_communities", tagged(row.largeCommunities(), tag, CommunityKind.LARGE));
        bgp.put(
                "ext_communities",
                row.extendedCommunities().stream().map(BirdRoutes::extended).toList());
        return bgp;
    }

    /// That of `reject-tag`, or without one the usual; empty where no number rejected the route.
    private List<Long> tag(RouteRow row) {
        if (!row.rejectTag().isEmpty()) {
            return numbers(row.rejectTag());
        }
        return row.rejectedBy()
                .filter(point -> point.code() > 0)
                .map(point -> numbers(RejectTag.usual(routerAs).community(point.code())))
                .orElse(List.of());
    }

    /// birdwatcher has no field for the tag: it stands behind the communities of its kind.
    private static List<List<Long>> tagged(
            List<String> communities, List<Long> tag, CommunityKind kind) {
        List<List<Long>> all = new ArrayList<>();
        communities.forEach(one -> all.add(numbers(one)));
        if (tag.size() == kind.parts() && !all.contains(tag)) {
            all.add(tag);
        }
        return all;
    }

    private static String origin(String word) {
        return switch (word) {
            case "igp" -> "IGP";
            case "egp" -> "EGP";
            default -> "Incomplete";
        };
    }

    private static String text(OptionalLong value, String standard) {
        return value.isPresent() ? Long.toString(value.getAsLong()) : standard;
    }

    private static List<Long> numbers(String community) {
        List<Long> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(community);
        while (matcher.find()) {
            numbers.add(Long.parseLong(matcher.group()));
        }
        return numbers;
    }

    /// RFC 4360 §3.1, §4, §5 and RFC 5668 §2: the kinds that have a name and two numbers; others
    /// are `generic` with their octets.
    private static List<String> extended(String hex) {
        long octets = Long.parseUnsignedLong(hex, 16);
        int type = (int) (octets >>> 56) & 0xBF;
        int subtype = (int) (octets >>> 48) & 0xFF;
        String name = subtype == 2 ? "rt" : subtype == 3 ? "ro" : "";
        if (type == 0 && !name.isEmpty()) {
            return List.of(name, "" + (octets >>> 32 & 0xFFFF), "" + (octets & 0xFFFF_FFFFL));
        }
        if (type == 2 && !name.isEmpty()) {
            return List.of(name, "" + (octets >>> 16 & 0xFFFF_FFFFL), "" + (octets & 0xFFFF));
        }
        return List.of("generic", "" + (octets >>> 32), "" + (octets & 0xFFFF_FFFFL));
    }
}
