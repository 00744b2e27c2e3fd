package io.godwit.wire;

import io.godwit.wire.attr.Attribute;
import io.godwit.wire.attr.MpUnreach;

import java.util.List;
import java.util.Optional;

/// A whole UPDATE as records (RFC 4271 §4.3), for `show`, `decode`, tests and hand-made routes.
///
/// @param withdrawn the Withdrawn Routes field (IPv4)
/// @param attributes in the order of the message; of repeated ones the first only
/// @param nlri the NLRI field (IPv4)
/// @param problems what is wrong with it; empty when all is well
/// @param notification what to send if the worst of the problems is a reset
public record Update(
        List<NlriEntry> withdrawn,
        List<PathAttribute> attributes,
        List<NlriEntry> nlri,
        List<Problem> problems,
        Optional<Notification> notification) {

    public Update {
        withdrawn = List.copyOf(withdrawn);
        attributes = List.copyOf(attributes);
        nlri = List.copyOf(nlri);
        problems = List.copyOf(problems);
    }

    /// An UPDATE to be written.
    public Update(List<NlriEntry> withdrawn, List<PathAttribute> attributes, List<NlriEntry> nlri) {
        this(withdrawn, attributes, nlri, List.of(), Optional.empty());
    }

    /// Reads the whole message of `len` octets at `off`, and as much of a malformed one as can be
    /// read. [#problems] and [#notification] are what a speaker would have said.
    public static Update read(byte[] buf, int off, int len, Context context) {
        return UpdateReader.read(buf, off, len, context);
    }

    /// Writes the whole message at `off`; returns its length. Attributes stand in the order of the
    /// list, with AS numbers as wide as the context says; malformed ones as they were received.
    ///
    /// @throws IllegalArgumentException if it gets longer than the context allows
    public int write(byte[] buf, int off, Context context) {
        return UpdateWriter.write(this, buf, off, context);
    }

    /// The worst of the problems, or of all of them together (RFC 7606 §5.2).
    public Verdict verdict() {
        Verdict worst = notification.isPresent() ? Verdict.RESET : Verdict.OK;
        for (Problem p : problems) {
            worst = worst.or(p.verdict());
        }
        return worst;
    }

    /// The attribute with this record type.
    public <T extends Attribute> Optional<T> first(Class<T> type) {
        for (PathAttribute a : attributes) {
            if (type.isInstance(a.value())) {
                return Optional.of(type.cast(a.value()));
            }
        }
        return Optional.empty();
    }

    /// The family whose End-of-RIB this is (RFC 4724 §2).
    public Optional<Family> endOfRib() {
        if (!withdrawn.isEmpty() || !nlri.isEmpty() || !problems.isEmpty()) {
            return Optional.empty();
        }
        if (attributes.isEmpty()) {
            return Optional.of(Family.IPV4_UNICAST);
        }
        boolean empty =
                attributes.size() == 1
                        && attributes.getFirst().value() instanceof MpUnreach mp
                        && mp.nlri().isEmpty()
                        && mp.rawNlri().isEmpty();
        return empty ? first(MpUnreach.class).map(MpUnreach::family) : Optional.empty();
    }
}
