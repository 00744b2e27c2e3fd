package io.godwit.cli.decode;

import io.godwit.cli.Plural;
import io.godwit.feeds.Reading;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Update;
import io.godwit.wire.Verdict;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;
import io.godwit.wire.attr.NextHop;
import io.godwit.wire.nlri.Families;

import java.util.ArrayList;
import java.util.List;

/// What a message says, on one line.
final class Summaries {
    private static final int SHOWN = 3;

    private Summaries() {}

    /// The message at `off`, of which `len` octets are there.
    static String of(byte[] buf, int off, int len, Judgement judgement, Reading reading) {
        int frame = Framer.frame(buf, off, off + len, Framer.MAX_EXTENDED_OCTETS);
        if (frame < 0) {
            return "malformed header";
        }
        if (frame == 0) {
            return "cut off, " + Plural.of(Judgement.missing(buf, off, len), "octet") + " missing";
        }
        return message(buf, off, frame, judgement, reading);
    }

    private static String message(
            byte[] buf, int off, int len, Judgement judgement, Reading reading) {
        return switch (Framer.type(buf, off)) {
            case 1 ->
                    Open.readLenient(buf, off, len) instanceof Decoded.Ok<Open>(var open)
                            ? open(open)
                            : "not acceptable";
            case 2 -> judgement.update().map(u -> update(u, reading)).orElse("not acceptable");
            case 3 ->
                    Notification.read(buf, off, len) instanceof Decoded.Ok<Notification>(var n)
                            ? n.toString()
                            : "not acceptable";
            case 4 -> "the sender is alive";
            case 5 ->
                    RouteRefresh.read(buf, off, len, true)
                                    instanceof Decoded.Ok<RouteRefresh>(var r)
                            ? refresh(r)
                            : "not acceptable";
            default -> "unknown type " + Framer.type(buf, off);
        };
    }

    private static String open(Open open) {
        int n = open.capabilities().size();
        return "AS "
                + open.as()
                + ", hold time "
                + open.holdTimeSeconds()
                + " s, BGP identifier "
                + Address.ofV4(open.bgpId())
                + ", "
                + (n == 1 ? "1 capability" : n + " capabilities");
    }

    private static String refresh(RouteRefresh r) {
        String family = Families.of(r.afi(), r.safi()).name();
        return switch (r.subtype()) {
            case RouteRefresh.REQUEST -> "asks for the " + family + " routes again";
            case RouteRefresh.BEGIN -> "begins to send the " + family + " routes again";
            case RouteRefresh.END -> "has sent the " + family + " routes again";
            default -> family + ", unknown subtype " + r.subtype();
        };
    }

    private static String update(Update u, Reading reading) {
        if (u.endOfRib().isPresent()) {
            return "End-of-RIB of " + u.endOfRib().get();
        }
        List<String> announced = prefixes(u.nlri());
        List<String> withdrawn = prefixes(u.withdrawn());
        u.first(MpReach.class)
                .ifPresent(r -> announced.addAll(nlri(r.family(), r.nlri(), r.rawNlri(), reading)));
        u.first(MpUnreach.class)
                .ifPresent(r -> withdrawn.addAll(nlri(r.family(), r.nlri(), r.rawNlri(), reading)));
        List<String> parts = new ArrayList<>();
        if (!withdrawn.isEmpty()) {
            parts.add("withdraws " + Phrases.some(withdrawn, SHOWN));
        }
        if (!announced.isEmpty()) {
            parts.add("announces " + Phrases.some(announced, SHOWN));
        }
        if (announced.isEmpty() && withdrawn.isEmpty()) {
            parts.add(u.verdict() == Verdict.RESET ? "routes cannot be found" : "no routes");
        }
        u.first(AsPath.class)
                .filter(p -> !p.segments().isEmpty())
                .ifPresent(p -> parts.add("AS path " + p.text()));
        nextHop(u, parts);
        return String.join(", ", parts);
    }

    private static void nextHop(Update u, List<String> parts) {
        List<String> hops = new ArrayList<>();
        u.first(MpReach.class)
                .ifPresent(r ->
                        NextHopFields.addresses(r.nextHop(), r.family().safi())
                                .forEach(a -> hops.add(a.toString())));
        if (hops.isEmpty()) {
            u.first(NextHop.class).ifPresent(h -> hops.add(h.text()));
        }
        if (!hops.isEmpty()) {
            parts.add("next hop " + String.join(" and ", hops));
        }
    }

    private static List<String> prefixes(List<NlriEntry> entries) {
        List<String> all = new ArrayList<>(entries.size());
        for (NlriEntry e : entries) {
            all.add(e.prefix().toString());
        }
        return all;
    }

    private static List<String> nlri(
            Family family, List<NlriEntry> entries, Bytes raw, Reading reading) {
        if (!entries.isEmpty()) {
            return prefixes(entries);
        }
        byte[] octets = raw.toArray();
        int safi = family.safi();
        boolean addPath = reading.addPath(family.afi(), safi);
        Cursor c = new Cursor(octets, 0, 0, octets.length);
        List<String> all = new ArrayList<>();
        for (NlriFields.Item item :
                NlriFields.read(c, family.afi(), safi, addPath, false).items()) {
            all.add(item.field().value());
        }
        return all;
    }
}
