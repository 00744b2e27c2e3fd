package io.godwit.rib;

import io.godwit.policy.Program;
import io.godwit.rib.table.AttrStore;

/// Why a path takes no part in the decision. Such a path stays in its Adj-RIB-In to be shown.
enum Reason {
    /// It takes part.
    NONE(""),
    NO_IMPORT_POLICY("no import policy (RFC 8212)"),
    IMPORT_POLICY("import policy rejects all"),
    AS_LOOP("AS loop: our AS is in AS_PATH (RFC 4271 §9.1.2)"),
    OWN_NEXT_HOP("NEXT_HOP is our own address (RFC 4271 §5.1.3)"),
    REFLECTION_LOOP("we are its originator or in its cluster list (RFC 4456 §8)"),
    /// It would go out as if we had originated it.
    EMPTY_AS_PATH("AS_PATH is empty, from an external neighbor (RFC 4271 §6.3)");

    private static final Reason[] ALL = values();

    private final String text;

    Reason(String text) {
        this.text = text;
    }

    /// For people; empty for [#NONE].
    String text() {
        return text;
    }

    static Reason of(int code) {
        return ALL[code];
    }

    /// The judgment over a block with these flags from a neighbor with this policy.
    static Reason judge(int flags, int asPathLength, boolean ebgp, Program policy) {
        if (!policy.passes()) {
            return policy == Program.NONE ? NO_IMPORT_POLICY : IMPORT_POLICY;
        }
        if ((flags & AttrStore.AS_LOOP) != 0) {
            return AS_LOOP;
        }
        if ((flags & AttrStore.OWN_NEXT_HOP) != 0) {
            return OWN_NEXT_HOP;
        }
        if ((flags & AttrStore.REFLECTION_LOOP) != 0) {
            return REFLECTION_LOOP;
        }
        return ebgp && asPathLength == 0 ? EMPTY_AS_PATH : NONE;
    }
}
