package io.godwit.daemon;

import io.godwit.speaker.TlsSettings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// What a TLS connection needs from files in PEM.
final class TlsFiles {
    private static final char[] NO_PASSWORD = new char[0];
    private static final List<String> KINDS = List.of("EC", "RSA", "EdDSA");

    private TlsFiles() {}

    /// An engine for the client's side.
    static SSLEngine engine(TlsSettings settings, int port)
            throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(settings), trust(settings), null);
        SSLEngine engine = context.createSSLEngine(settings.serverName(), port);
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        // RFC 8210 §9.2, RFC 6125: the DNS name must be that of the certificate.
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static TrustManager[] trust(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        if (settings.authorities().isEmpty()) {
            factory.init((KeyStore) null);
        } else {
            KeyStore store = empty();
            int number = 0;
            for (Certificate authority : certificates(settings.authorities().get())) {
                store.setCertificateEntry("authority " + number++, authority);
            }
            factory.init(store);
        }
        return factory.getTrustManagers();
    }

    private static KeyManager[] keys(TlsSettings settings)
            throws IOException, GeneralSecurityException {
        if (settings.certificate().isEmpty()) {
            return new KeyManager[0];
        }
        Certificate[] chain =
                certificates(settings.certificate().get()).toArray(Certificate[]::new);
        KeyStore store = empty();
        store.setKeyEntry("key", key(settings.key().orElseThrow()), NO_PASSWORD, chain);
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        return store;
    }

    private static Collection<? extends Certificate> certificates(String file)
            throws IOException, GeneralSecurityException {
        var octets = new ByteArrayInputStream(Files.readAllBytes(Path.of(file)));
        return CertificateFactory.getInstance("X.509").generateCertificates(octets);
    }

    private static PrivateKey key(String file) throws IOException, GeneralSecurityException {
        String text = Files.readString(Path.of(file));
        String body =
                text.replaceAll(
                        "(?s).*-----BEGIN PRIVATE KEY-----|-----END PRIVATE KEY-----.*", "");
        byte[] octets;
        try {
            octets = Base64.getMimeDecoder().decode(body);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("no PKCS #8 private key in " + file, e);
        }
        for (String kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind)
                        .generatePrivate(new PKCS8EncodedKeySpec(octets));
            } catch (InvalidKeySpecException notOfThisKind) {
                // The next kind is tried.
            }
        }
        throw new InvalidKeySpecException("no PKCS #8 private key in " + file);
    }
}
