package io.godwit.wire;

import io.godwit.wire.attr.AttributeTypes;
import io.godwit.wire.attr.Attributes;
import io.godwit.wire.attr.Flags;
import io.godwit.wire.nlri.Families;
import io.godwit.wire.nlri.Nlri;

import java.util.Optional;

/// Reusable cursor over one UPDATE (RFC 4271 §4.3); [#scan] allocates nothing on good input.
///
/// It answers one question: where are the routes? That needs section lengths that add up, an
/// attribute list that can be walked, well-formed MP_REACH_NLRI and MP_UNREACH_NLRI, and
/// well-formed NLRI (RFC 7606 §3 j). Where it cannot be answered, the session ends. What single
/// attributes say is judged by [AttributeBlock#read], once for each new attribute section.
///
/// All offsets are indices into the scanned array.
public final class UpdateView {
    private static final int FIXED_OCTETS = 23;
    private static final int MP_REACH_MIN_OCTETS = 5;
    private static final int MP_UNREACH_MIN_OCTETS = 3;

    private byte[] buf = new byte[0];
    private int withdrawnOffset;
    private int withdrawnOctets;
    private int attributesOffset;
    private int attributesOctets;
    private int nlriOffset;
    private int nlriOctets;
    private int mpReachAt;
    private int mpReachOctets;
    private int mpReachValue;
    private int mpUnreachAt;
    private int mpUnreachOctets;
    private int mpUnreachValue;
    private int trustedOctets;
    private Verdict verdict = Verdict.OK;
    private Problem problem;
    private Notification notification;

    /// A cursor over nothing yet.
    public UpdateView() {}

    /// Checks the structure of the whole message of `len` octets at `off`.
    ///
    /// OK: the routes are where the other methods say. WITHDRAW: they are, but the attributes are
    /// not to be trusted. RESET: see [#notification].
    public Verdict scan(byte[] buf, int off, int len, Context context) {
        clear(buf);
        if (!sections(off, len)) {
            return verdict;
        }
        if (attributesOctets != 0) {
            if (!walk() || !mpReachFits(context) || !mpUnreachFits(context)) {
                return verdict;
            }
        }
        boolean addPath = context.addPathIpv4();
        if (withdrawnOctets != 0
                && !Nlri.wellFormed(buf, withdrawnOffset, withdrawnOctets, 32, addPath)) {
            reset(
                    0,
                    Notification.INVALID_NETWORK_FIELD,
                    Bytes.EMPTY,
                    "Withdrawn Routes are malformed",
                    "RFC 7606 §5.3");
        } else if (nlriOctets != 0 && !Nlri.wellFormed(buf, nlriOffset, nlriOctets, 32, addPath)) {
            reset(
                    0,
                    Notification.INVALID_NETWORK_FIELD,
                    Bytes.EMPTY,
                    "NLRI are malformed",
                    "RFC 7606 §5.3");
        } else if (verdict == Verdict.WITHDRAW && !announces()) {
            reset(
                    0,
                    Notification.MALFORMED_ATTRIBUTE_LIST,
                    Bytes.EMPTY,
                    problem.what() + " and there are no NLRI",
                    "RFC 7606 §5.2");
        }
        return verdict;
    }

    private void clear(byte[] buf) {
        this.buf = buf;
        withdrawnOctets = 0;
        attributesOctets = 0;
        nlriOctets = 0;
        trustedOctets = 0;
        mpReachAt = -1;
        mpUnreachAt = -1;
        verdict = Verdict.OK;
        problem = null;
        notification = null;
    }

    /// RFC 7606 §3 b: lengths of sections that contradict the message length.
    private boolean sections(int off, int len) {
        if (len < FIXED_OCTETS) {
            verdict = Verdict.RESET;
            notification = Notification.badMessageLength(len);
            problem = new Problem(0, verdict, "UPDATE of " + len + " octets", "RFC 4271 §6.1");
            return false;
        }
        int room = len - FIXED_OCTETS;
        int withdrawn = Wire.u16(buf, off + Framer.HEADER_OCTETS);
        if (withdrawn > room) {
            return resetLengths("Withdrawn Routes Length " + withdrawn, room);
        }
        withdrawnOffset = off + Framer.HEADER_OCTETS + 2;
        attributesOffset = withdrawnOffset + withdrawn + 2;
        int attributes = Wire.u16(buf, attributesOffset - 2);
        if (attributes > room - withdrawn) {
            return resetLengths("Total Path Attribute Length " + attributes, room - withdrawn);
        }
        withdrawnOctets = withdrawn;
        attributesOctets = attributes;
        nlriOffset = attributesOffset + attributes;
        nlriOctets = room - withdrawn - attributes;
        return true;
    }

    private boolean resetLengths(String what, int room) {
        reset(
                0,
                Notification.MALFORMED_ATTRIBUTE_LIST,
                Bytes.EMPTY,
                what + " where " + room + " octets are left",
                "RFC 7606 §3 b");
        return false;
    }

    /// Walks the attributes; whether it makes sense to go on.
    private boolean walk() {
        int end = attributesOffset + attributesOctets;
        int at = attributesOffset;
        while (at < end) {
            if (!Attributes.fits(buf, at, end)) {
                trustedOctets = at - attributesOffset;
                return overrun(at, end);
            }
            int code = buf[at + 1];
            int next = Attributes.next(buf, at);
            if (code == Attributes.MP_REACH_NLRI) {
                if (mpReachAt >= 0) {
                    return resetRepeated(code);
                }
                mpReachAt = at;
                mpReachOctets = next - at;
                mpReachValue = Attributes.valueOffset(buf, at);
            } else if (code == Attributes.MP_UNREACH_NLRI) {
                if (mpUnreachAt >= 0) {
                    return resetRepeated(code);
                }
                mpUnreachAt = at;
                mpUnreachOctets = next - at;
                mpUnreachValue = Attributes.valueOffset(buf, at);
            }
            at = next;
        }
        trustedOctets = attributesOctets;
        return true;
    }

    private boolean resetRepeated(int code) {
        reset(
                code,
                Notification.MALFORMED_ATTRIBUTE_LIST,
                Bytes.EMPTY,
                AttributeTypes.of(code) + " appears twice",
                "RFC 7606 §3 g");
        return false;
    }

    /// An attribute goes beyond the section (RFC 7606 §4). If it is one that holds routes, they
    /// cannot be found (§3 j).
    private boolean overrun(int at, int end) {
        int code = end - at >= 2 ? Attributes.code(buf, at) : 0;
        String what =
                code == 0
                        ? "attributes end inside of a header"
                        : AttributeTypes.of(code) + " goes beyond the path attributes";
        if (code == Attributes.MP_REACH_NLRI || code == Attributes.MP_UNREACH_NLRI) {
            reset(code, Notification.MALFORMED_ATTRIBUTE_LIST, Bytes.EMPTY, what, "RFC 7606 §3 j");
            return false;
        }
        verdict = Verdict.WITHDRAW;
        problem = new Problem(code, verdict, what, "RFC 7606 §4");
        return true;
    }

    private boolean mpReachFits(Context context) {
        if (mpReachAt < 0) {
            return true;
        }
        int octets = mpReachAt + mpReachOctets - mpReachValue;
        if (!Flags.OPTIONAL.fits(buf[mpReachAt])) {
            return resetMp(mpReachAt, mpReachOctets, "has wrong flags", "RFC 7606 §5.3");
        }
        if (octets < MP_REACH_MIN_OCTETS || octets < MP_REACH_MIN_OCTETS + mpNextHopOctets()) {
            return resetMp(mpReachAt, mpReachOctets, "is too short", "RFC 7606 §5.3");
        }
        int afi = mpReachAfi();
        int safi = mpReachSafi();
        if (!context.negotiated(afi, safi)) {
            return true;
        }
        if (!nextHopFits(afi, mpNextHopOctets(), context)) {
            return resetMp(
                    mpReachAt,
                    mpReachOctets,
                    "has a next hop of " + mpNextHopOctets() + " octets",
                    "RFC 7606 §7.11");
        }
        return nlriFit(afi, safi, mpReachNlriOffset(), mpReachNlriOctets(), context)
                || resetMp(mpReachAt, mpReachOctets, "has malformed NLRI", "RFC 7606 §5.3");
    }

    /// RFC 4760 §3 for IPv4; RFC 2545 §3 for IPv6, global or global and link-local, which RFC 8950
    /// §3 allows IPv4 routes to have too.
    private static boolean nextHopFits(int afi, int octets, Context context) {
        boolean v6 = octets == 16 || octets == 32;
        return afi == Family.AFI_IPV4 ? octets == 4 || v6 && context.extendedNextHop() : v6;
    }

    private boolean nlriFit(int afi, int safi, int off, int octets, Context context) {
        int maxBits = afi == Family.AFI_IPV4 ? 32 : 128;
        return Nlri.wellFormed(buf, off, octets, maxBits, context.addPath(afi, safi));
    }

    private boolean mpUnreachFits(Context context) {
        if (mpUnreachAt < 0) {
            return true;
        }
        if (!Flags.OPTIONAL.fits(buf[mpUnreachAt])) {
            return resetMp(mpUnreachAt, mpUnreachOctets, "has wrong flags", "RFC 7606 §5.3");
        }
        if (mpUnreachAt + mpUnreachOctets - mpUnreachValue < MP_UNREACH_MIN_OCTETS) {
            return resetMp(mpUnreachAt, mpUnreachOctets, "is too short", "RFC 7606 §5.3");
        }
        int afi = mpUnreachAfi();
        int safi = mpUnreachSafi();
        return !context.negotiated(afi, safi)
                || nlriFit(afi, safi, mpUnreachNlriOffset(), mpUnreachNlriOctets(), context)
                || resetMp(mpUnreachAt, mpUnreachOctets, "has malformed NLRI", "RFC 7606 §5.3");
    }

    /// RFC 4760 §7 names the subcode, RFC 4271 §6.3 the data.
    private boolean resetMp(int at, int octets, String what, String rfc) {
        int code = Attributes.code(buf, at);
        reset(
                code,
                Notification.OPTIONAL_ATTRIBUTE,
                Bytes.copyOf(buf, at, octets),
                AttributeTypes.of(code) + " " + what,
                rfc);
        return false;
    }

    private void reset(int code, int subcode, Bytes data, String what, String rfc) {
        verdict = Verdict.RESET;
        problem = new Problem(code, verdict, what, rfc);
        notification = Notification.update(subcode, data);
    }

    /// The outcome of the last scan.
    public Verdict verdict() {
        return verdict;
    }

    /// Where the Withdrawn Routes field begins.
    public int withdrawnOffset() {
        return withdrawnOffset;
    }

    /// Its octets.
    public int withdrawnOctets() {
        return withdrawnOctets;
    }

    /// Where the path attributes begin.
    public int attributesOffset() {
        return attributesOffset;
    }

    /// Their octets.
    public int attributesOctets() {
        return attributesOctets;
    }

    /// How many octets of the attributes can be walked: all, unless [#attributesUntrusted].
    public int trustedAttributesOctets() {
        return trustedOctets;
    }

    /// Where the NLRI field begins.
    public int nlriOffset() {
        return nlriOffset;
    }

    /// Its octets.
    public int nlriOctets() {
        return nlriOctets;
    }

    /// Whether there is an MP_REACH_NLRI. The methods about its parts may be called only then.
    public boolean hasMpReach() {
        return mpReachAt >= 0;
    }

    /// Its AFI.
    public int mpReachAfi() {
        return Wire.u16(buf, mpReachValue);
    }

    /// Its SAFI.
    public int mpReachSafi() {
        return Wire.u8(buf, mpReachValue + 2);
    }

    /// Where its next hop begins.
    public int mpNextHopOffset() {
        return mpReachValue + 4;
    }

    /// Octets of its next hop.
    public int mpNextHopOctets() {
        return Wire.u8(buf, mpReachValue + 3);
    }

    /// Where its NLRI begin.
    public int mpReachNlriOffset() {
        return mpReachValue + MP_REACH_MIN_OCTETS + mpNextHopOctets();
    }

    /// Octets of its NLRI.
    public int mpReachNlriOctets() {
        return mpReachAt + mpReachOctets - mpReachNlriOffset();
    }

    /// Where the whole attribute begins, -1 if there is none.
    public int mpReachAttributeOffset() {
        return mpReachAt;
    }

    /// Octets of the whole attribute, 0 if there is none.
    public int mpReachAttributeOctets() {
        return mpReachAt < 0 ? 0 : mpReachOctets;
    }

    /// Whether there is an MP_UNREACH_NLRI. The methods about its parts may be called only then.
    public boolean hasMpUnreach() {
        return mpUnreachAt >= 0;
    }

    /// Its AFI.
    public int mpUnreachAfi() {
        return Wire.u16(buf, mpUnreachValue);
    }

    /// Its SAFI.
    public int mpUnreachSafi() {
        return Wire.u8(buf, mpUnreachValue + 2);
    }

    /// Where its NLRI begin.
    public int mpUnreachNlriOffset() {
        return mpUnreachValue + MP_UNREACH_MIN_OCTETS;
    }

    /// Octets of its NLRI.
    public int mpUnreachNlriOctets() {
        return mpUnreachAt + mpUnreachOctets - mpUnreachNlriOffset();
    }

    /// Where the whole attribute begins, -1 if there is none.
    public int mpUnreachAttributeOffset() {
        return mpUnreachAt;
    }

    /// Octets of the whole attribute, 0 if there is none.
    public int mpUnreachAttributeOctets() {
        return mpUnreachAt < 0 ? 0 : mpUnreachOctets;
    }

    /// Whether this is an End-of-RIB (RFC 4724 §2): nothing at all, or nothing but an
    /// MP_UNREACH_NLRI without NLRI.
    public boolean endOfRib() {
        if (verdict != Verdict.OK || withdrawnOctets + nlriOctets != 0) {
            return false;
        }
        return attributesOctets == 0
                || mpUnreachAt >= 0
                        && mpUnreachOctets == attributesOctets
                        && mpUnreachNlriOctets() == 0;
    }

    /// The family of an End-of-RIB.
    public Family endOfRibFamily() {
        assert endOfRib();
        return attributesOctets == 0
                ? Family.IPV4_UNICAST
                : Families.of(mpUnreachAfi(), mpUnreachSafi());
    }

    /// Whether the lengths of the attributes do not add up (RFC 7606 §4): the routes are to be
    /// withdrawn, and nothing behind [#trustedAttributesOctets] is to be relied upon.
    public boolean attributesUntrusted() {
        return trustedOctets != attributesOctets;
    }

    /// Whether the message announces routes of any family, negotiated or not.
    public boolean announces() {
        return nlriOctets != 0 || mpReachAt >= 0 && mpReachNlriOctets() > 0;
    }

    /// What to send; after RESET only.
    public Notification notification() {
        if (notification == null) {
            throw new IllegalStateException("the verdict is " + verdict);
        }
        return notification;
    }

    /// What is wrong in one line; empty after OK.
    public String problem() {
        return problem == null ? "" : problem.toString();
    }

    /// What is wrong, as a record; empty after OK.
    public Optional<Problem> finding() {
        return Optional.ofNullable(problem);
    }
}
