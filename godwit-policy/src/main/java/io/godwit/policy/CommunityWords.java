package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;
import io.godwit.wire.Wire;

/// Whether a route has one of some communities whose parts are each written out or any: words of 32
/// bits are compared, one for a community of RFC 1997, three for a large one.
///
/// @param care bits that count, for each word of each community that is looked for
/// @param want what they are to be
record CommunityWords(int kind, int words, int[] care, int[] want) implements Test {
    /// null if a part is a range, or known only with the route, or of an extended community.
    static Test of(CommunityKind kind, CommunityMask[] masks) {
        int words = CommunityMask.octets(kind) / 4;
        int[] care = new int[words * masks.length];
        int[] want = new int[words * masks.length];
        for (int i = 0; i < masks.length; i++) {
            if (kind == CommunityKind.EXTENDED || !masks[i].words(kind, care, want, i * words)) {
                return null;
            }
        }
        return new CommunityWords(kind.ordinal(), words, care, want);
    }

    @Override
    public boolean holds(Route route) {
        byte[] buf = route.listBuf[kind];
        int end = route.listOff[kind] + route.listLen[kind];
        for (int at = route.listOff[kind]; at < end; at += 4 * words) {
            for (int i = 0; i < want.length; i += words) {
                if (matches(buf, at, i)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean matches(byte[] buf, int at, int from) {
        for (int word = 0; word < words; word++) {
            if ((Wire.i32(buf, at + 4 * word) & care[from + word]) != want[from + word]) {
                return false;
            }
        }
        return true;
    }
}
