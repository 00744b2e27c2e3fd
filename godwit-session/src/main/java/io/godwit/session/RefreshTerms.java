package io.godwit.session;

/// How routes are asked for again, and which.
///
/// @param enhanced offer marks around what was asked for (RFC 7313)
/// @param orf offer to filter what is told (RFC 5291)
public record RefreshTerms(boolean enhanced, OrfOffer orf) {
    /// What nobody needs to ask for.
    public static final RefreshTerms STANDARD = new RefreshTerms(true, OrfOffer.NO);
}
