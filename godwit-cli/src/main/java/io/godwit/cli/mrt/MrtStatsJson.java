package io.godwit.cli.mrt;

import io.godwit.feeds.mrt.MrtTypes;
import io.godwit.wire.attr.Communities;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The counts of a file as JSON.
final class MrtStatsJson {
    private static final int TOP = 20;

    private MrtStatsJson() {}

    static Map<String, Object> of(String file, MrtStats s) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("file", file);
        out.put("records", s.records());
        out.put("damaged", s.damaged());
        s.firstProblem().ifPresent(p -> out.put("first_problem", p));
        if (s.records() > 0) {
            out.put("first_time", Instant.ofEpochSecond(s.firstSeconds()));
            out.put("last_time", Instant.ofEpochSecond(s.lastSeconds()));
            out.put("seconds", s.lastSeconds() - s.firstSeconds());
        }
        out.put("types", types(s));
        out.put("other", s.other());
        out.put("peer_index_tables", s.peerIndexTables());
        out.put("prefixes", s.prefixes());
        out.put("rib_entries", s.ribEntries());
        out.put("open", s.messages(1));
        out.put("update", s.messages(2));
        out.put("notification", s.messages(3));
        out.put("keepalive", s.messages(4));
        out.put("route_refresh", s.messages(5));
        out.put("malformed", s.malformed());
        out.put("announced", s.announced());
        out.put("withdrawn", s.withdrawn());
        out.put("families", families(s));
        out.put("state_changes", s.stateChanges());
        out.put("states", states(s));
        out.put("peers", peers(s));
        out.put("paths", s.paths());
        out.put("as_path_lengths", lengths(s));
        out.put("communities", communities(s));
        return out;
    }

    private static List<Object> types(MrtStats s) {
        List<Object> all = new ArrayList<>();
        s.kinds()
                .forEach((kind, n) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("type", kind.type());
                    one.put("subtype", kind.subtype());
                    one.put("name", MrtTypes.name(kind.type(), kind.subtype()));
                    one.put("records", n);
                    all.add(one);
                });
        return all;
    }

    private static List<Object> families(MrtStats s) {
        List<Object> all = new ArrayList<>();
        s.families()
                .forEach((family, sums) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("family", family.name());
                    one.put("rib_entries", sums.ribEntries);
                    one.put("announced", sums.announced);
                    one.put("withdrawn", sums.withdrawn);
                    all.add(one);
                });
        return all;
    }

    private static List<Object> states(MrtStats s) {
        List<Object> all = new ArrayList<>();
        s.changes()
                .forEach((change, n) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("from", MrtTypes.stateName(change.from()));
                    one.put("to", MrtTypes.stateName(change.to()));
                    one.put("count", n);
                    all.add(one);
                });
        return all;
    }

    private static List<Object> peers(MrtStats s) {
        List<Object> all = new ArrayList<>();
        s.peers()
                .forEach((peer, sums) -> {
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("address", peer.address().toString());
                    one.put("as", peer.as());
                    one.put("messages", sums.messages);
                    one.put("announced", sums.announced);
                    one.put("withdrawn", sums.withdrawn);
                    one.put("rib_entries", sums.ribEntries);
                    all.add(one);
                });
        return all;
    }

    private static List<Object> lengths(MrtStats s) {
        List<Object> all = new ArrayList<>();
        long[] lengths = s.pathLengths();
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("length", i);
                one.put("paths", lengths[i]);
                all.add(one);
            }
        }
        return all;
    }

    private static Map<String, Object> communities(MrtStats s) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("paths_with", s.withCommunities());
        out.put("total", s.communities().total());
        out.put("distinct", s.communities().distinct());
        out.put("extended", s.extendedCommunities());
        out.put("large", s.largeCommunities());
        List<Object> top = new ArrayList<>();
        for (IntCounts.Count c : s.communities().top(TOP)) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("community", Communities.numbers(c.key()));
            one.put("count", c.count());
            top.add(one);
        }
        out.put("top", top);
        return out;
    }
}
