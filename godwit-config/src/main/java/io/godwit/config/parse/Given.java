package io.godwit.config.parse;

import io.godwit.config.syntax.Span;
import io.godwit.policy.Place;

import java.util.Optional;

/// A statement that was read: its value and where it stands.
///
/// @param value what it says
/// @param word where its word stands
/// @param span where its arguments stand, or its word when there are none
/// @param body what its block says
public record Given<T>(T value, Span word, Span span, Optional<Values> body) {
    Place place() {
        return span.place();
    }
}
