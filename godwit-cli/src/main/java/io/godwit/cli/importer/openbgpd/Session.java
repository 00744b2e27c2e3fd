package io.godwit.cli.importer.openbgpd;

import io.godwit.cli.importer.At;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A neighbor with what its group says.
///
/// @param address or the prefix of a range
/// @param group its name, or nothing
/// @param as of the neighbor; 0 = not said
/// @param shared what the group says
/// @param own what is said of it alone
record Session(
        At at,
        String address,
        String group,
        long as,
        boolean internal,
        List<Statement> shared,
        List<Statement> own) {
    static Session of(Statement neighbor, String group, List<Statement> shared, long localAs) {
        var own = neighbor.block();
        long as =
                Stream.concat(shared.stream(), own.stream())
                        .filter(s -> s.is("remote-as"))
                        .map(s -> new Words(s.tokens().subList(1, s.tokens().size())).as())
                        .reduce(0L, (_, later) -> later);
        return new Session(neighbor.at(), neighbor.word(1), group, as, as == localAs, shared, own);
    }

    /// Whether it is an IPv6 session.
    boolean v6() {
        return address.indexOf(':') >= 0;
    }

    /// What is said, the later ones count.
    Stream<Statement> said(String... start) {
        return Stream.concat(shared.stream(), own.stream()).filter(s -> s.is(start));
    }

    Optional<Statement> last(String... start) {
        return said(start).reduce((_, later) -> later);
    }

    /// `passive`, `transparent-as yes`.
    boolean on(String... start) {
        return last(start).filter(s -> !s.word(start.length).equals("no")).isPresent();
    }
}
