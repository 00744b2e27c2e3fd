package io.godwit.config.model;

import java.util.Optional;

/// How a connection is protected; files are in PEM.
///
/// @param serverName the DNS name in the certificate of the far end
/// @param authorities file of those who may have signed it; empty = those of the system
/// @param certificate file of our certificate
/// @param key file of our private key; present if there is a certificate
public record TlsConfig(
        String serverName,
        Optional<String> authorities,
        Optional<String> certificate,
        Optional<String> key) {}
