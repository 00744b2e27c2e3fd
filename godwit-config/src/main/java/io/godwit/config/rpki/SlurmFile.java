package io.godwit.config.rpki;

import io.godwit.config.rpki.RpkiFile.Fields;
import io.godwit.config.rpki.RpkiReading.Problem;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.policy.rpki.Aspa;
import io.godwit.policy.rpki.Slurm;
import io.godwit.policy.rpki.Vrp;
import io.godwit.wire.Prefix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Local exceptions in JSON (RFC 8416 §3), version 1, and version 2 with ASPAs. What concerns
/// BGPsec is left out: nothing here uses router keys.
public final class SlurmFile {
    private Optional<Problem> problem = Optional.empty();

    private SlurmFile() {}

    /// Reads a file; one with an error is refused as a whole (§3.2).
    public static RpkiReading<Slurm> read(String text) {
        return switch (JsonReader.read(text)) {
            case JsonReading.Bad(String what, var at) ->
                    new RpkiReading.Bad<>(new Problem(what, at.offset()));
            case JsonReading.Ok(Json.Obj file) -> new SlurmFile().slurm(file);
            case JsonReading.Ok(Json other) ->
                    new RpkiReading.Bad<>(
                            problem("expected an object, found " + other.kind(), other));
        };
    }

    private RpkiReading<Slurm> slurm(Json.Obj file) {
        OptionalLong version = file.integer("slurmVersion");
        if (version.isEmpty() || version.getAsLong() < 1 || version.getAsLong() > 2) {
            return new RpkiReading.Bad<>(problem("expected `\"slurmVersion\": 1` or 2", file));
        }
        Json.Obj empty = new Json.Obj(List.of(), file.at());
        Json.Obj filters = part(file, "validationOutputFilters", empty);
        Json.Obj added = part(file, "locallyAddedAssertions", empty);
        List<Slurm.Filter> prefixFilters =
                all(filters, "prefixFilters", SlurmFile::filter, "`prefix`, `asn` or both");
        List<Vrp> vrps =
                all(
                        added,
                        "prefixAssertions",
                        item -> Fields.vrp(item, "asn", "maxPrefixLength"),
                        "`asn`, `prefix` and a `maxPrefixLength` not below its length");
        List<Long> customers = all(filters, "aspaFilters", SlurmFile::customer, "`customerAsid`");
        List<Aspa> aspas =
                all(
                        added,
                        "aspaAssertions",
                        item ->
                                Fields.aspa(
                                        Fields.as(item, "customerAsid"),
                                        item.items("providerAsids")),
                        "`customerAsid` and `providerAsids`");
        return problem.<RpkiReading<Slurm>>map(RpkiReading.Bad::new)
                .orElseGet(() ->
                        new RpkiReading.Ok<>(new Slurm(prefixFilters, vrps, customers, aspas)));
    }

    private Json.Obj part(Json.Obj file, String name, Json.Obj empty) {
        Optional<Json> part = file.get(name);
        if (part.isPresent() && !(part.get() instanceof Json.Obj)) {
            note("`" + name + "` is an object", part.get());
        }
        return file.object(name).orElse(empty);
    }

    private <T> List<T> all(
            Json.Obj part, String name, Function<Json.Obj, Optional<T>> read, String members) {
        List<T> found = new ArrayList<>();
        part.get(name)
                .filter(list -> !(list instanceof Json.Arr))
                .ifPresent(list -> note("`" + name + "` is an array", list));
        for (Json item : part.items(name)) {
            Optional<T> value =
                    item instanceof Json.Obj object ? read.apply(object) : Optional.empty();
            value.ifPresentOrElse(
                    found::add,
                    () -> note("an entry of `" + name + "` is an object with " + members, item));
        }
        return found;
    }

    private void note(String what, Json at) {
        if (problem.isEmpty()) {
            problem = Optional.of(problem(what, at));
        }
    }

    private static Problem problem(String what, Json at) {
        return new Problem(what, at.at().offset());
    }

    /// §3.3.1: a prefix, an AS, or both.
    private static Optional<Slurm.Filter> filter(Json.Obj item) {
        Optional<Prefix> prefix = item.string("prefix").flatMap(Prefix::parse);
        OptionalLong as = Fields.as(item, "asn");
        boolean readable =
                prefix.isPresent() == item.get("prefix").isPresent()
                        && as.isPresent() == item.get("asn").isPresent();
        return readable && (prefix.isPresent() || as.isPresent())
                ? Optional.of(new Slurm.Filter(prefix, as))
                : Optional.empty();
    }

    private static Optional<Long> customer(Json.Obj item) {
        OptionalLong as = Fields.as(item, "customerAsid");
        return as.isPresent() ? Optional.of(as.getAsLong()) : Optional.empty();
    }
}
