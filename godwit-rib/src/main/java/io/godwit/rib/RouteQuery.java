package io.godwit.rib;

import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Prefix;

import java.util.Optional;
import java.util.OptionalLong;

/// Which routes to show. Every condition that is there must hold.
///
/// @param prefix this one; with `longer` also those inside of it
/// @param longer see `prefix`
/// @param family only this one
/// @param neighbor only paths received from it
/// @param best only best paths
/// @param rejected only rejected paths; without it both kinds are shown
/// @param label only those rejected with this label
/// @param originAs the last AS of the path
/// @param limit rows at most
public record RouteQuery(
        Optional<Prefix> prefix,
        boolean longer,
        Optional<Family> family,
        Optional<Address> neighbor,
        boolean best,
        boolean rejected,
        Optional<String> label,
        OptionalLong originAs,
        long limit) {

    /// Everything.
    public static RouteQuery all() {
        return new RouteQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.empty(),
                OptionalLong.empty(),
                Long.MAX_VALUE);
    }

    /// All rejected ones.
    public static RouteQuery everyRejected() {
        return new RouteQuery(
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                false,
                true,
                Optional.empty(),
                OptionalLong.empty(),
                Long.MAX_VALUE);
    }
}
