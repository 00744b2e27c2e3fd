package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Address;
import io.godwit.wire.Bytes;
import io.godwit.wire.Decoded;
import io.godwit.wire.Family;
import io.godwit.wire.Framer;
import io.godwit.wire.NlriEntry;
import io.godwit.wire.Notification;
import io.godwit.wire.Open;
import io.godwit.wire.PathAttribute;
import io.godwit.wire.RouteRefresh;
import io.godwit.wire.Update;
import io.godwit.wire.attr.MpReach;
import io.godwit.wire.attr.MpUnreach;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A message in the neutral schema that decoders of different makes are compared in: what the
/// records of the wire room say, and `ERROR` or `action` where RFC 4271 §6 or RFC 7606 refuses.
final class Neutral {
    private Neutral() {}

    /// Exactly one message: octets before or behind it are an error too.
    static Map<String, Object> of(byte[] buf, Reading reading) {
        int frame = Framer.frame(buf, 0, buf.length, Framer.MAX_EXTENDED_OCTETS);
        if (frame <= 0 || frame != buf.length) {
            return buf.length >= Framer.HEADER_OCTETS && headerBad(buf)
                    ? error(Framer.error(buf, 0, buf.length, Framer.MAX_EXTENDED_OCTETS))
                    : error(Notification.badMessageLength(buf.length & 0xffff));
        }
        return switch (Framer.type(buf, 0)) {
            case 1 -> open(buf);
            case 2 -> update(buf, reading);
            case 3 -> decoded(Notification.read(buf, 0, buf.length));
            case 4 -> typed("KEEPALIVE");
            default -> decoded(RouteRefresh.read(buf, 0, buf.length, true));
        };
    }

    private static boolean headerBad(byte[] buf) {
        return Framer.frame(buf, 0, buf.length, Framer.MAX_EXTENDED_OCTETS) < 0;
    }

    private static Map<String, Object> typed(String type) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", type);
        return out;
    }

    private static Map<String, Object> error(Notification n) {
        Map<String, Object> out = typed("ERROR");
        out.put("code", n.code());
        out.put("subcode", n.subcode());
        return out;
    }

    private static Map<String, Object> decoded(Decoded<?> read) {
        return switch (read) {
            case Decoded.Bad<?>(Notification n, String _) -> error(n);
            case Decoded.Ok<?>(Notification n) -> {
                Map<String, Object> out = typed("NOTIFICATION");
                out.put("code", n.code());
                out.put("subcode", n.subcode());
                out.put("data", n.data().hex());
                yield out;
            }
            case Decoded.Ok<?>(RouteRefresh r) -> {
                Map<String, Object> out = typed("ROUTE-REFRESH");
                out.put("afi", r.afi());
                out.put("subtype", r.subtype());
                out.put("safi", r.safi());
                if (!r.orf().isEmpty()) {
                    out.put("orf", r.orf().hex());
                }
                yield out;
            }
            case Decoded.Ok<?> other -> throw new IllegalArgumentException(other.toString());
        };
    }

    /// An OPEN that is refused for what it says, and not for how it is built, is shown with the
    /// action.
    private static Map<String, Object> open(byte[] buf) {
        return switch (Open.read(buf, 0, buf.length)) {
            case Decoded.Ok<Open>(Open open) -> open(open);
            case Decoded.Bad<Open>(Notification n, String _) -> {
                if (Open.readLenient(buf, 0, buf.length) instanceof Decoded.Ok<Open>(Open open)) {
                    Map<String, Object> out = open(open);
                    reset(n, out);
                    yield out;
                }
                yield error(n);
            }
        };
    }

    private static void reset(Notification n, Map<String, Object> out) {
        out.put("action", "session-reset");
        out.put("code", n.code());
        out.put("subcode", n.subcode());
    }

    private static Map<String, Object> open(Open open) {
        Map<String, Object> out = typed("OPEN");
        out.put("version", open.version());
        out.put("asn", open.as2());
        out.put("holdTime", open.holdTimeSeconds());
        out.put("routerId", Address.ofV4(open.bgpId()).toString());
        List<Object> capabilities = new ArrayList<>();
        open.capabilities().forEach(c -> capabilities.add(NeutralValues.capability(c)));
        out.put("capabilities", capabilities);
        if (!open.otherParameters().isEmpty()) {
            List<Object> others = new ArrayList<>();
            for (Open.Parameter p : open.otherParameters()) {
                Map<String, Object> other = new LinkedHashMap<>();
                other.put("type", p.type());
                other.put("raw", p.value().hex());
                others.add(other);
            }
            out.put("otherParameters", others);
        }
        return out;
    }

    /// As much of an UPDATE as can be read, with the action of RFC 7606 when it is malformed.
    private static Map<String, Object> update(byte[] buf, Reading reading) {
        Judgement judgement = Judgement.of(buf, 0, buf.length, reading, false);
        Update u = judgement.update().orElseThrow();
        Map<String, Object> out = typed("UPDATE");
        out.put("withdrawn", prefixes(u.withdrawn(), reading.addPath(1, 1)));
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (PathAttribute a : u.attributes()) {
            if (a.code() != MpReach.TYPE.code() && a.code() != MpUnreach.TYPE.code()) {
                attributes.put(NeutralValues.name(a.code()), NeutralValues.attribute(a));
            }
        }
        out.put("attributes", attributes);
        out.put("nlri", prefixes(u.nlri(), reading.addPath(1, 1)));
        boolean malformed = false;
        var reach = u.first(MpReach.class);
        if (reach.isPresent()) {
            malformed = reach(reach.get(), reading, out);
        }
        var unreach = u.first(MpUnreach.class);
        if (unreach.isPresent()) {
            malformed |= unreach(unreach.get(), reading, out);
        }
        u.endOfRib().ifPresent(family -> out.put("eor", longName(family)));
        switch (judgement.verdict()) {
            case OK -> {
                // No action.
            }
            case DISCARD -> out.put("action", "attribute-discard");
            case WITHDRAW -> out.put("action", "treat-as-withdraw");
            case RESET -> judgement.notification().ifPresent(n -> reset(n, out));
        }
        if (malformed) {
            out.put("action", "session-reset");
        }
        return out;
    }

    /// The schema writes the SAFI of unicast out.
    private static String longName(Family family) {
        boolean unicast = family.safi() == Family.SAFI_UNICAST && family.afi() <= 2;
        return unicast ? family.name() + "-unicast" : family.name();
    }

    private static Map<String, Object> head(Family family) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("afi", family.afi());
        out.put("safi", family.safi());
        out.put("family", longName(family));
        return out;
    }

    private static boolean reach(MpReach r, Reading reading, Map<String, Object> out) {
        Map<String, Object> reach = head(r.family());
        List<String> hops = new ArrayList<>();
        for (Address a : NextHopFields.addresses(r.nextHop(), r.family().safi())) {
            hops.add(a.toString());
        }
        reach.put("nextHop", hops);
        out.put("mpReach", reach);
        boolean hopMalformed = hops.isEmpty() && !r.nextHop().isEmpty();
        return nlri(r.family(), r.nlri(), r.rawNlri(), reading, false, reach) | hopMalformed;
    }

    private static boolean unreach(MpUnreach r, Reading reading, Map<String, Object> out) {
        Map<String, Object> unreach = head(r.family());
        out.put("mpUnreach", unreach);
        return nlri(r.family(), r.nlri(), r.rawNlri(), reading, true, unreach);
    }

    /// Puts the NLRI; whether something in them is malformed. Prefixes of unicast families come
    /// from the wire room, others from the walk that `decode` shows.
    private static boolean nlri(
            Family family,
            List<NlriEntry> entries,
            Bytes raw,
            Reading reading,
            boolean withdrawn,
            Map<String, Object> out) {
        boolean addPath = reading.addPath(family.afi(), family.safi());
        if (!entries.isEmpty()) {
            out.put("nlri", prefixes(entries, addPath));
            return false;
        }
        byte[] octets = raw.toArray();
        Cursor c = new Cursor(octets, 0, 0, octets.length);
        NlriFields read = NlriFields.read(c, family.afi(), family.safi(), addPath, withdrawn);
        List<Object> all = new ArrayList<>();
        read.items().forEach(item -> all.add(item.neutral()));
        out.put("nlri", all);
        return !read.problem().isEmpty();
    }

    private static List<Object> prefixes(List<NlriEntry> entries, boolean addPath) {
        List<Object> all = new ArrayList<>();
        for (NlriEntry e : entries) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (addPath) {
                one.put("pathId", Integer.toUnsignedLong(e.pathId()));
            }
            one.put("prefix", e.prefix().toString());
            all.add(one);
        }
        return all;
    }
}
