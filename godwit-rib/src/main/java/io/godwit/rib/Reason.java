package io.godwit.rib;

import io.godwit.policy.AsPathRules;
import io.godwit.policy.LocalAs;
import io.godwit.policy.PeerFacts;
import io.godwit.policy.Program;
import io.godwit.rib.table.AttrStore;
import io.godwit.wire.Wire;
import io.godwit.wire.attr.AsPath;
import io.godwit.wire.attr.AsPaths;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.cap.PeeringRole;

/// Why a path takes no part in the decision. Such a path stays in its Adj-RIB-In to be shown.
///
/// A path keeps 14 bits of it: 0 = it takes part; 1 to 15 are the rules here; from 16 on it is the
/// number of the [io.godwit.policy.RejectPoint] in the import program of its peer, and the highest
/// bit says which of two programs: the paths of a peer are judged again bit by bit.
enum Reason {
    /// It takes part.
    NONE("", ""),
    NO_IMPORT_POLICY("no-import-policy", "no import policy (RFC 8212)"),
    IMPORT_POLICY("import-reject", "import policy rejects all"),
    AS_LOOP("as-loop", "AS loop: our AS is in AS_PATH (RFC 4271 §9.1.2)"),
    OWN_NEXT_HOP("own-next-hop", "NEXT_HOP is our own address (RFC 4271 §5.1.3)"),
    REFLECTION_LOOP(
            "reflection-loop", "we are its originator or in its cluster list (RFC 4456 §8)"),
    /// It would go out as if we had originated it.
    EMPTY_AS_PATH("empty-as-path", "AS_PATH is empty, from an external neighbor (RFC 4271 §6.3)"),
    FIRST_AS("first-as", "AS_PATH does not begin with the neighbor's AS (enforce-first-as)"),
    AS_SET("as-set", "AS_PATH has an AS_SET or AS_CONFED_SET (RFC 9774 §3; as-sets)"),
    CONFEDERATION(
            "confederation",
            "AS_PATH has segments of a confederation, and we are in none (RFC 5065 §5)"),
    PATH_TOO_LONG("path-too-long", "AS_PATH is longer than max-as-path"),
    OTC_LEAK(
            "otc-leak",
            "route leak: it is for customers only (ONLY_TO_CUSTOMER, RFC 9234 §5), and came from"
                    + " none of our providers");

    private static final int SETS = 1 << AsPath.SET | 1 << AsPath.CONFED_SET;
    private static final int CONFEDERATIONS = 1 << AsPath.CONFED_SEQUENCE | 1 << AsPath.CONFED_SET;
    private static final Reason[] ALL = values();
    private static final int FIRST_POINT = 16;
    private static final int GENERATION_SHIFT = 13;
    private static final int CODE = (1 << GENERATION_SHIFT) - 1;

    /// How many points of a program can be told apart; those behind are told as the last of these.
    static final int MOST_POINTS = CODE - FIRST_POINT;

    private final String label;
    private final String text;

    Reason(String label, String text) {
        this.label = label;
        this.text = text;
    }

    /// One word, as policies give their rejections; empty for [#NONE].
    String label() {
        return label;
    }

    /// For people; empty for [#NONE].
    String text() {
        return text;
    }

    /// The rule with a code that is none of a point.
    static Reason of(int code) {
        return ALL[code];
    }

    /// What a path keeps that was rejected at a point, from 1, by a program of a generation.
    static int ofPoint(int point, int generation) {
        return generation << GENERATION_SHIFT | FIRST_POINT - 1 + Math.min(point, MOST_POINTS);
    }

    /// Whether a path with this code was rejected by a program.
    static boolean isPoint(int code) {
        return code >= FIRST_POINT;
    }

    /// Number of the point, from 1.
    static int point(int code) {
        return (code & CODE) - FIRST_POINT + 1;
    }

    /// Generation of the program.
    static int generation(int code) {
        return code >>> GENERATION_SHIFT;
    }

    /// The judgment over a block with these flags from a neighbor with this policy.
    static Reason judge(int flags, int asPathLength, boolean outside, Program policy) {
        if (policy == Program.NONE) {
            return NO_IMPORT_POLICY;
        }
        if (policy == Program.REJECT_ALL) {
            return IMPORT_POLICY;
        }
        if ((flags & AttrStore.OWN_NEXT_HOP) != 0) {
            return OWN_NEXT_HOP;
        }
        if ((flags & AttrStore.REFLECTION_LOOP) != 0) {
            return REFLECTION_LOOP;
        }
        return outside && asPathLength == 0 ? EMPTY_AS_PATH : NONE;
    }

    /// The judgment of the rules for the AS_PATHs of a neighbor.
    static Reason judge(AttrStore store, int attr, AsPathRules rules, PeerFacts neighbor) {
        if ((store.flags(attr) & AttrStore.AS_LOOP) != 0
                && !isAllowed(store, attr, rules, (int) neighbor.localAs())) {
            return AS_LOOP;
        }
        // RFC 7705 §3.3: the other number is ours as well. Inside it is told on purpose (§3.1).
        LocalAs other = neighbor.rules().localAs();
        if (other.isSet()
                && neighbor.role().isOutside()
                && count(store, attr, (int) other.as()) > rules.ownAs()) {
            return AS_LOOP;
        }
        if (rules.firstAs()
                && neighbor.role().isOutside()
                && store.neighborAs(attr) != (int) neighbor.as()) {
            return FIRST_AS;
        }
        int types = rules.askSegments() ? segmentTypes(store, attr) : 0;
        if (!rules.sets() && (types & SETS) != 0) {
            return AS_SET;
        }
        if (!rules.confederation() && (types & CONFEDERATIONS) != 0) {
            return CONFEDERATION;
        }
        if (rules.maxLength() != 0 && store.asPathLength(attr) > rules.maxLength()) {
            return PATH_TOO_LONG;
        }
        return isLeak(store, attr, neighbor) ? OTC_LEAK : NONE;
    }

    /// RFC 9234 §5, ingress 1 and 2.
    private static boolean isLeak(AttrStore store, int attr, PeerFacts neighbor) {
        PeeringRole role = neighbor.rules().role();
        if (role == PeeringRole.NONE) {
            return false;
        }
        int otc = store.attribute(attr, Attributes.ONLY_TO_CUSTOMER);
        byte[] octets = store.octets(attr);
        return otc >= 0
                && role.isLeak(
                        Wire.i32(octets, Attributes.valueOffset(octets, otc)), (int) neighbor.as());
    }

    /// Whether our AS is in the path as often as the operator allows, and nothing else loops.
    private static boolean isAllowed(AttrStore store, int attr, AsPathRules rules, int ours) {
        if (rules.ownAs() == 0) {
            return false;
        }
        int times = count(store, attr, ours);
        return times > 0 && times <= rules.ownAs();
    }

    private static int count(AttrStore store, int attr, int as) {
        byte[] octets = store.octets(attr);
        int path = store.attribute(attr, Attributes.AS_PATH);
        return AsPaths.count(
                octets,
                Attributes.valueOffset(octets, path),
                Attributes.valueOctets(octets, path),
                as);
    }

    private static int segmentTypes(AttrStore store, int attr) {
        byte[] octets = store.octets(attr);
        int path = store.attribute(attr, Attributes.AS_PATH);
        return AsPaths.segmentTypes(
                octets, Attributes.valueOffset(octets, path), Attributes.valueOctets(octets, path));
    }
}
