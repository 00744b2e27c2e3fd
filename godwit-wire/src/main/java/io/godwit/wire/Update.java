package io.godwit.wire;

import io.godwit.wire.attr.Attribute;

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
    /// read; [#problems] says the rest.
    public static Update read(byte[] buf, int off, int len, Context context) {
        return new Update(List.of(), List.of(), List.of());
    }

    /// Writes the whole message at `off`; returns its length.
    ///
    /// @throws IllegalArgumentException if it gets longer than the context allows
    public int write(byte[] buf, int off, Context context) {
        return 0;
    }

    /// The worst of the problems.
    public Verdict verdict() {
        Verdict worst = Verdict.OK;
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
        return Optional.empty();
    }
}
