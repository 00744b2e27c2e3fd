package io.godwit.wire;

import java.util.List;

/// Reusable judge and reader of an attribute section: RFC 4271 §6.3 as revised by RFC 7606, and the
/// canonical form that is kept.
public final class AttributeBlock {
    /// An empty block; buffers grow as messages need them.
    public AttributeBlock() {}

    /// Judges all attributes of a scanned UPDATE and builds the canonical block.
    public Verdict read(UpdateView view, byte[] buf, Context context) {
        return Verdict.OK;
    }

    /// The canonical block, from index 0; valid until the next read.
    public byte[] bytes() {
        return new byte[0];
    }

    /// Octets of the canonical block.
    public int octets() {
        return 0;
    }

    /// 0..2.
    public int origin() {
        return 0;
    }

    /// AS_PATH length for the decision (RFC 4271 §9.1.2.2 a).
    public int asPathLength() {
        return 0;
    }

    /// First AS of a leading AS_SEQUENCE as a bit pattern, 0 if there is none.
    public int neighborAs() {
        return 0;
    }

    /// Last AS of the path as a bit pattern, 0 if there is none or it is in a set.
    public int originAs() {
        return 0;
    }

    /// Whether there is a MULTI_EXIT_DISC.
    public boolean hasMed() {
        return false;
    }

    /// MULTI_EXIT_DISC as a bit pattern, 0 if there is none.
    public int med() {
        return 0;
    }

    /// Whether there is a LOCAL_PREF.
    public boolean hasLocalPref() {
        return false;
    }

    /// LOCAL_PREF as a bit pattern, 0 if there is none.
    public int localPref() {
        return 0;
    }

    /// NEXT_HOP as a bit pattern, 0 if there is none.
    public int nextHopV4() {
        return 0;
    }

    /// ORIGINATOR_ID as a bit pattern, 0 if there is none.
    public int originatorId() {
        return 0;
    }

    /// How many clusters the route passed.
    public int clusterListLength() {
        return 0;
    }

    /// Bit `1 << code` is set for each attribute with a code below 32 in the canonical block.
    public int present() {
        return 0;
    }

    /// Whether the AS is anywhere in AS_PATH, sets included.
    public boolean asPathContains(int as) {
        return false;
    }

    /// Bit 0 NO_EXPORT, 1 NO_ADVERTISE, 2 NO_EXPORT_SUBCONFED.
    public int communitiesFlags() {
        return 0;
    }

    /// What to send, after RESET only.
    public Notification notification() {
        return Notification.update(0, Bytes.EMPTY);
    }

    /// All that was wrong.
    public List<Problem> problems() {
        return List.of();
    }
}
