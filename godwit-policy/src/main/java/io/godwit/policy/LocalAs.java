package io.godwit.policy;

/// An AS number that we have for a neighbor beside that of the router, while ASes are merged (RFC
/// 7705).
///
/// @param as the number, 1 to 4294967295; 0 = there is none
/// @param prepends whether it is put before the AS_PATHs of an external neighbor (§3.1)
/// @param replaces whether an external neighbor is told it in place of the router's (§3.2)
/// @param dual whether the router's number is tried first, and this one where that is refused
///   (§3.3, §4.2)
public record LocalAs(long as, boolean prepends, boolean replaces, boolean dual) {
    /// The router's number and no other.
    public static final LocalAs NONE = new LocalAs(0, false, false, false);

    /// Whether there is one.
    public boolean isSet() {
        return as != 0;
    }

    /// Whether it is this number.
    public boolean is(long number) {
        return isSet() && number == as;
    }

    /// What holds in a session in which our OPEN said an AS: where that is the router's there is
    /// nothing to rewrite (§3.3).
    public LocalAs in(long said) {
        return is(said) ? this : NONE;
    }

    /// As people write it; empty for [#NONE].
    public String text() {
        return isSet()
                ? as
                        + (prepends ? "" : " no-prepend")
                        + (replaces ? " replace-as" : "")
                        + (dual ? " dual-as" : "")
                : "";
    }
}
