package io.godwit.wire;

/// Reusable cursor over one UPDATE; [#scan] allocates nothing on good input.
///
/// All offsets are indices into the scanned array.
public final class UpdateView {
    /// A cursor over nothing yet.
    public UpdateView() {}

    /// Checks the structure of the whole message of `len` octets at `off`: section lengths, the
    /// walk over the attributes, MP_REACH_NLRI and MP_UNREACH_NLRI, NLRI syntax of the negotiated
    /// families. What single attributes say is judged by [AttributeBlock#read].
    public Verdict scan(byte[] buf, int off, int len, Context context) {
        return Verdict.OK;
    }

    /// The outcome of the last scan.
    public Verdict verdict() {
        return Verdict.OK;
    }

    /// Where the Withdrawn Routes field begins.
    public int withdrawnOffset() {
        return 0;
    }

    /// Its octets.
    public int withdrawnOctets() {
        return 0;
    }

    /// Where the path attributes begin.
    public int attributesOffset() {
        return 0;
    }

    /// Their octets.
    public int attributesOctets() {
        return 0;
    }

    /// Where the NLRI field begins.
    public int nlriOffset() {
        return 0;
    }

    /// Its octets.
    public int nlriOctets() {
        return 0;
    }

    /// Whether there is an MP_REACH_NLRI.
    public boolean hasMpReach() {
        return false;
    }

    /// Its AFI.
    public int mpReachAfi() {
        return 0;
    }

    /// Its SAFI.
    public int mpReachSafi() {
        return 0;
    }

    /// Where its next hop begins.
    public int mpNextHopOffset() {
        return 0;
    }

    /// Octets of its next hop.
    public int mpNextHopOctets() {
        return 0;
    }

    /// Where its NLRI begin.
    public int mpReachNlriOffset() {
        return 0;
    }

    /// Octets of its NLRI.
    public int mpReachNlriOctets() {
        return 0;
    }

    /// Where the whole attribute begins.
    public int mpReachAttributeOffset() {
        return 0;
    }

    /// Octets of the whole attribute.
    public int mpReachAttributeOctets() {
        return 0;
    }

    /// Whether there is an MP_UNREACH_NLRI.
    public boolean hasMpUnreach() {
        return false;
    }

    /// Its AFI.
    public int mpUnreachAfi() {
        return 0;
    }

    /// Its SAFI.
    public int mpUnreachSafi() {
        return 0;
    }

    /// Where its NLRI begin.
    public int mpUnreachNlriOffset() {
        return 0;
    }

    /// Octets of its NLRI.
    public int mpUnreachNlriOctets() {
        return 0;
    }

    /// Where the whole attribute begins.
    public int mpUnreachAttributeOffset() {
        return 0;
    }

    /// Octets of the whole attribute.
    public int mpUnreachAttributeOctets() {
        return 0;
    }

    /// Whether this is an End-of-RIB (RFC 4724 §2).
    public boolean endOfRib() {
        return false;
    }

    /// The family of an End-of-RIB.
    public Family endOfRibFamily() {
        return Family.IPV4_UNICAST;
    }

    /// Whether the lengths of the attributes do not add up (RFC 7606 §4): the routes are to be
    /// withdrawn, and nothing in the attributes is to be relied upon.
    public boolean attributesUntrusted() {
        return false;
    }

    /// Whether the message announces routes of any family, negotiated or not.
    public boolean announces() {
        return false;
    }

    /// What to send, after RESET only.
    public Notification notification() {
        return Notification.update(0, Bytes.EMPTY);
    }

    /// What is wrong, after anything but OK.
    public String problem() {
        return "";
    }
}
