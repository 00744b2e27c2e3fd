package io.godwit.policy;

import io.godwit.policy.tree.CommunityKind;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/// The community that tells a looking glass why a route was rejected: `64500:65520:*`, where the
/// code of the statement takes the place of `*`. It is shown with the route and nothing more: no
/// policy reads it and no neighbor hears it.
///
/// @param kind standard or large
/// @param parts as many as the kind has; the empty one, of which there is one, is `*`
public record RejectTag(CommunityKind kind, List<OptionalLong> parts) {
    /// Takes a copy and checks the parts.
    public RejectTag {
        parts = List.copyOf(parts);
        if (kind == CommunityKind.EXTENDED
                || parts.size() != kind.parts()
                || parts.stream().filter(OptionalLong::isEmpty).count() != 1) {
            throw new IllegalArgumentException(kind + " " + parts);
        }
    }

    /// What looking glasses expect where nothing is said: the function 65520 of arouteserver.
    ///
    /// @param as our own
    public static RejectTag usual(long as) {
        return new RejectTag(
                CommunityKind.LARGE,
                List.of(OptionalLong.of(as), OptionalLong.of(65520), OptionalLong.empty()));
    }

    /// The community of one code.
    ///
    /// @param code 1 to 65535, which fits any part
    public String community(int code) {
        return text(Integer.toString(code));
    }

    /// As it is written: `large-community 64500:65520:*`.
    @Override
    public String toString() {
        return kind.word() + " " + text("*");
    }

    private String text(String code) {
        return parts.stream()
                .map(part -> part.isPresent() ? Long.toString(part.getAsLong()) : code)
                .collect(Collectors.joining(":"));
    }
}
