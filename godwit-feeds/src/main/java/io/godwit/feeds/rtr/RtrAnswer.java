package io.godwit.feeds.rtr;

import io.godwit.feeds.rtr.RtrPdu.AspaPdu;
import io.godwit.feeds.rtr.RtrPdu.PrefixPdu;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.RpkiSource;

import java.util.Optional;

/// The answer to a question while it comes in: from a Cache Response to its End of Data (RFC 8210
/// §8.1). It takes effect as a whole or not at all.
final class RtrAnswer {
    private final RpkiSource source;
    private final int maxRecords;
    private boolean open;
    private boolean all;
    private int session;
    private long records;

    RtrAnswer(RpkiSource source, int maxRecords) {
        this.source = source;
        this.maxRecords = maxRecords;
    }

    /// A Cache Response came.
    ///
    /// @param all whether everything will be told, else changes
    void begin(boolean all, int session) {
        open = true;
        this.all = all;
        this.session = session;
        records = 0;
        source.begin(all);
    }

    /// Whether records are expected now.
    boolean open() {
        return open;
    }

    int session() {
        return session;
    }

    /// The answer is whole.
    void commit() {
        open = false;
        source.commit();
    }

    /// It will not become whole.
    void abort() {
        if (open) {
            open = false;
            source.abort();
        }
    }

    Optional<RtrDecoded.Bad> prefix(PrefixPdu pdu) {
        if (unexpected(pdu.announce())) {
            return refused(pdu);
        }
        boolean fits = pdu.announce() ? source.announce(pdu.vrp()) : source.withdraw(pdu.vrp());
        return fits ? tooMany() : misfit(pdu.announce(), pdu.vrp().toString());
    }

    /// 8210bis §5.12: an announcement takes the place of the one before. What drafts up to 10 tell
    /// for one family counts for both, put together with the other: no later draft tells them
    /// apart.
    Optional<RtrDecoded.Bad> aspa(AspaPdu pdu) {
        if (unexpected(pdu.announce())) {
            return refused(pdu);
        }
        if (pdu.announce()) {
            source.announce(new Aspa(pdu.customer(), pdu.providers()), pdu.families());
        } else if (!source.withdrawAspa(pdu.customer(), pdu.families())) {
            return misfit(false, "the ASPA of AS " + pdu.customer());
        }
        return tooMany();
    }

    /// Keys for BGPsec are not used here.
    Optional<RtrDecoded.Bad> routerKey(RtrPdu pdu) {
        return open ? tooMany() : refused(pdu);
    }

    /// RFC 8210 §5.5: an answer that tells everything withdraws nothing.
    private boolean unexpected(boolean announce) {
        return !open || all && !announce;
    }

    private Optional<RtrDecoded.Bad> refused(RtrPdu pdu) {
        String when = open ? "a withdrawal in an answer that tells everything" : "not asked for";
        return bad(RtrError.CORRUPT_DATA, when + ": " + pdu);
    }

    private static Optional<RtrDecoded.Bad> misfit(boolean announce, String what) {
        return announce
                ? bad(RtrError.DUPLICATE_ANNOUNCEMENT, what)
                : bad(RtrError.UNKNOWN_WITHDRAWAL, what);
    }

    /// A cache that only announces and withdraws the same is a flood too.
    private Optional<RtrDecoded.Bad> tooMany() {
        records++;
        return source.told() > maxRecords || records > 3L * maxRecords
                ? bad(RtrError.INTERNAL_ERROR, "more than " + maxRecords + " records")
                : Optional.empty();
    }

    private static Optional<RtrDecoded.Bad> bad(RtrError error, String why) {
        return Optional.of(new RtrDecoded.Bad(error, why));
    }
}
