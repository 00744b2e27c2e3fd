package io.godwit.cli.importer.bird;

import io.godwit.cli.importer.Condition;

import java.util.List;
import java.util.Optional;

/// What an expression of a filter is, in the words of the result.
sealed interface Value {
    /// @param text `as-path.length`, `64500`, `(peer.as + 1)`
    record Number(String text, Optional<Long> known) implements Value {
        static Number of(long value) {
            return new Number(Long.toString(value), Optional.of(value));
        }

        static Number field(String text) {
            return new Number(text, Optional.empty());
        }
    }

    record Truth(Condition condition) implements Value {}

    record Text(String text) implements Value {}

    /// @param text an address, `next-hop`, `peer.address`
    record Address(String text) implements Value {}

    /// @param entries `10.0.0.0/8`, one; with a range perhaps several
    /// @param exact as a value of its own, without a range
    record Prefix(List<String> entries, String exact) implements Value {}

    /// The prefix of the route.
    record Net() implements Value {}

    /// `net.type`
    record NetType() implements Value {}

    record Path() implements Value {}

    /// The communities of a route.
    record Communities(Kind kind) implements Value {}

    /// One community or a pattern of them.
    record Pattern(Kind kind, String text, boolean exact) implements Value {}

    /// @param name of the definition, or ""
    /// @param items in the syntax of the result
    record Group(Content content, String name, List<Value> items) implements Value {}

    record Mask(String pattern) implements Value {}

    /// `RTS_BGP`, `ROA_VALID`, `NET_IP4`, `ORIGIN_IGP`
    record Constant(String name) implements Value {}

    /// `source`
    record Source() implements Value {}

    /// `proto`
    record Protocol() implements Value {}

    /// `bgp_origin`
    record Origin() implements Value {}

    /// `roa_check(…)`
    record Roa() implements Value {}

    /// Kinds of communities.
    enum Kind {
        STANDARD("community"),
        LARGE("large-community"),
        EXTENDED("extended-community");

        final String word;

        Kind(String word) {
            this.word = word;
        }
    }

    /// What a set is of.
    enum Content {
        NOTHING,
        NUMBERS,
        PREFIXES,
        ADDRESSES,
        STANDARD,
        LARGE,
        EXTENDED,
        CONSTANTS
    }
}
