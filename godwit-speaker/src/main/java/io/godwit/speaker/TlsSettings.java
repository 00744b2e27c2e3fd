package io.godwit.speaker;

import java.util.Optional;

/// How a connection is protected. Files are in PEM, read when a connection starts, so that renewed
/// ones are used.
///
/// @param serverName the DNS name that the certificate of the far end must have
/// @param authorities certificates of those who may have signed it; empty = those of the system
/// @param certificate our certificate, for who asks for it (RFC 8210 §9.2), and those up to its
///   root
/// @param key our private key, PKCS #8; present if there is a certificate
public record TlsSettings(
        String serverName,
        Optional<String> authorities,
        Optional<String> certificate,
        Optional<String> key) {
    /// Checks that certificate and key come together.
    public TlsSettings {
        if (certificate.isPresent() != key.isPresent()) {
            throw new IllegalArgumentException("a certificate without a key, or the reverse");
        }
    }
}
