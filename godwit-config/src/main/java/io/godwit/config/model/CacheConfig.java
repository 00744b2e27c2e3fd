package io.godwit.config.model;

import io.godwit.policy.Place;
import io.godwit.wire.Address;

import java.util.Optional;
import java.util.OptionalInt;

/// An RPKI cache.
///
/// @param address where it is
/// @param port 1 to 65535
/// @param preference 0 to 65535, the lowest is asked first
/// @param localAddress to connect from
/// @param refreshSeconds 1 to 86400; empty = as the cache says
/// @param retrySeconds 1 to 7200; empty = as the cache says
/// @param expireSeconds 600 to 172800; empty = as the cache says
/// @param tls empty = plain TCP
/// @param at the `cache` statement
public record CacheConfig(
        Address address,
        int port,
        int preference,
        Optional<Address> localAddress,
        OptionalInt refreshSeconds,
        OptionalInt retrySeconds,
        OptionalInt expireSeconds,
        Optional<TlsConfig> tls,
        Place at) {
    /// Where caches listen (RFC 8210 §14).
    public static final int PORT = 323;

    /// Where caches listen for TLS.
    public static final int TLS_PORT = 324;

    /// The preference without a `preference`.
    public static final int PREFERENCE = 10;

    CacheConfig withoutPlaces() {
        return new CacheConfig(
                address,
                port,
                preference,
                localAddress,
                refreshSeconds,
                retrySeconds,
                expireSeconds,
                tls,
                Place.NONE);
    }
}
