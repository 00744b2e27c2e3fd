package io.godwit.config.rpki;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Slurm;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Prefix;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The shapes that validators write, and RFC 8416 §3.
class RpkiFilesTest {
    private static Vrp vrp(String prefix, int maxLength, long as) {
        return new Vrp(Prefix.parse(prefix).orElseThrow(), maxLength, as);
    }

    @Test
    void rpkiClient() {
        String text =
                """
                {
                  "metadata": { "buildtime": "2026-01-01T00:00:00Z", "roas": [1, "}"], "x\\"y": null },
                  "roas": [
                    { "asn": 64500, "prefix": "192.0.2.0/24", "maxLength": 25, "ta": "a]b", "expires": 1 },
                    { "asn": 64501, "prefix": "2001:db8::/32", "maxLength": 32, "ta": "\\\\" }
                  ],
                  "bgpsec_keys": [],
                  "aspas": [ { "customer_asid": 64500, "expires": 1, "providers": [ 2, 1 ] } ]
                }
                """;
        assertEquals(
                new RpkiReading.Ok<>(
                        new RpkiFile(
                                List.of(
                                        vrp("192.0.2.0/24", 25, 64500),
                                        vrp("2001:db8::/32", 32, 64501)),
                                List.of(Aspa.of(64500, List.of(1L, 2L))))),
                RpkiFile.read(text));
    }

    @Test
    void routinator() {
        String text =
                "{\"roas\":[{\"asn\":\"AS64500\",\"prefix\":\"192.0.2.0/24\",\"maxLength\":24,\"ta\":\"ripe\"}],"
                        + "\"aspas\":[{\"customer\":\"AS64500\",\"providers\":[\"AS1\"]}]}";
        assertEquals(
                new RpkiReading.Ok<>(
                        new RpkiFile(
                                List.of(vrp("192.0.2.0/24", 24, 64500)),
                                List.of(Aspa.of(64500, List.of(1L))))),
                RpkiFile.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[] | 1:1 expected an object",
                "{\"roas\":[{\"asn\":1,\"prefix\":\"192.0.2.1/24\"}]} | 1:10 an item of `roas` is an object with `prefix`, `maxLength` and `asn`",
                "{\"roas\":[{\"asn\":1,\"prefix\":\"192.0.2.0/24\",\"maxLength\":23}]} | 1:10 an item of `roas` is an object with `prefix`, `maxLength` and `asn`",
                "{\"roas\":[{\"asn\":4294967296,\"prefix\":\"192.0.2.0/24\"}]} | 1:10 an item of `roas` is an object with `prefix`, `maxLength` and `asn`",
                "{\"roas\":[{\"asn\":1,\"prefix\":\"192.0.2.0/24\"} | 1:43 expected `,` or `]`",
                "{\"roas\":7} | 1:9 expected `[` of `roas`",
                "{\"roas\":[] | 1:11 expected `,` or `}`",
                "{\"aspas\":[{\"customer\":0,\"providers\":[]}]} | 1:11 an item of `aspas` is an object with a customer and `providers`"
            })
    void broken(String text, String problem) {
        var bad = assertInstanceOf(RpkiReading.Bad.class, RpkiFile.read(text));
        assertEquals(problem, words(bad.problem()));
    }

    private static String words(RpkiReading.Problem p) {
        return "1:" + (p.offset() + 1) + " " + p.what();
    }

    /// The example of RFC 8416 §3.6, and version 2.
    @Test
    void slurm() {
        String text =
                """
                {
                  "slurmVersion": 2,
                  "validationOutputFilters": {
                    "prefixFilters": [
                      { "prefix": "192.0.2.0/24", "comment": "All VRPs encompassed by prefix" },
                      { "asn": 64496 },
                      { "prefix": "198.51.100.0/24", "asn": 64497 }
                    ],
                    "bgpsecFilters": [ { "asn": 64496 } ],
                    "aspaFilters": [ { "customerAsid": 64499 } ]
                  },
                  "locallyAddedAssertions": {
                    "prefixAssertions": [
                      { "asn": 64496, "prefix": "198.51.100.0/24" },
                      { "asn": 64496, "prefix": "2001:db8::/32", "maxPrefixLength": 48 }
                    ],
                    "bgpsecAssertions": [],
                    "aspaAssertions": [ { "customerAsid": 64500, "providerAsids": [ 64501 ] } ]
                  }
                }
                """;
        var prefix = Prefix.parse("192.0.2.0/24");
        assertEquals(
                new RpkiReading.Ok<>(
                        new Slurm(
                                List.of(
                                        new Slurm.Filter(prefix, OptionalLong.empty()),
                                        new Slurm.Filter(Optional.empty(), OptionalLong.of(64496)),
                                        new Slurm.Filter(
                                                Prefix.parse("198.51.100.0/24"),
                                                OptionalLong.of(64497))),
                                List.of(
                                        vrp("198.51.100.0/24", 24, 64496),
                                        vrp("2001:db8::/32", 48, 64496)),
                                List.of(64499L),
                                List.of(Aspa.of(64500, List.of(64501L))))),
                SlurmFile.read(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 1:1 expected `\"slurmVersion\": 1` or 2",
                "{\"slurmVersion\":1,\"validationOutputFilters\":{\"prefixFilters\":[{\"comment\":\"\"}]}} | 1:63 an entry of `prefixFilters` is an object with `prefix`, `asn` or both",
                "{\"slurmVersion\":1,\"locallyAddedAssertions\":{\"prefixAssertions\":{}}} | 1:64 `prefixAssertions` is an array",
                "{\"slurmVersion\":1,\"locallyAddedAssertions\":[]} | 1:44 `locallyAddedAssertions` is an object",
                "{\"slurmVersion\":1 | 1:18 expected `,` or `}`, the text ends here"
            })
    void slurmWithErrors(String text, String problem) {
        var bad = assertInstanceOf(RpkiReading.Bad.class, SlurmFile.read(text));
        assertEquals(problem, words(bad.problem()));
    }
}
