package io.godwit.session;

/// A text that no view, no log and no message shows: whoever prints it gets `<secret>`.
///
/// @param text what both sides know; empty = none
public record Secret(String text) {
    /// None.
    public static final Secret NONE = new Secret("");

    /// Stands for it wherever people look.
    public static final String SHOWN = "<secret>";

    /// Whether there is one.
    public boolean isSet() {
        return !text.isEmpty();
    }

    @Override
    public String toString() {
        return isSet() ? SHOWN : "";
    }
}
