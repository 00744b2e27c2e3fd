package io.godwit.feeds.mrt;

import java.util.Optional;

/// One MRT record (RFC 6396 §2, §3).
///
/// @param number counts from 1
/// @param offset where its header begins in the (uncompressed) file
/// @param seconds its timestamp, seconds since 1970
/// @param microseconds 0..999999 of the extended timestamp; -1 where the type has none
/// @param type MRT type
/// @param subtype MRT subtype
/// @param octets length of the body as the header says
/// @param body as far as it could be read
/// @param problem what is wrong with the record, when something is
public record MrtRecord(
        long number,
        long offset,
        long seconds,
        int microseconds,
        int type,
        int subtype,
        long octets,
        MrtBody body,
        Optional<String> problem) {}
