package io.godwit.config.parse;

import io.godwit.config.FileKind;
import io.godwit.config.model.CacheConfig;
import io.godwit.config.model.RpkiConfig;
import io.godwit.config.model.TlsConfig;
import io.godwit.config.policy.SetFiles;
import io.godwit.config.report.Code;
import io.godwit.config.rpki.RpkiFile;
import io.godwit.config.rpki.RpkiReading;
import io.godwit.config.rpki.SlurmFile;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.words.RpkiWords;
import io.godwit.config.words.RpkiWords.CacheHead;
import io.godwit.config.words.RpkiWords.FileName;
import io.godwit.config.words.Word;
import io.godwit.policy.rpki.Slurm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Puts together what `rpki { … }` says, and reads its files.
final class RpkiAssembler {
    /// As many sources as the tables know, less one for a file.
    private static final int MAX_CACHES = 16;

    private final SetFiles files;
    private final Reporter report;

    RpkiAssembler(SetFiles files, Reporter report) {
        this.files = files;
        this.report = report;
    }

    RpkiConfig config(Values values) {
        Optional<Values> body = values.get(RpkiWords.RPKI).flatMap(Given::body);
        if (body.isEmpty()) {
            return RpkiConfig.NONE;
        }
        Values rpki = body.get();
        return new RpkiConfig(
                caches(rpki.all(RpkiWords.CACHE)),
                file(rpki, RpkiWords.VRPS, RpkiFile::read, RpkiFile.EMPTY),
                file(rpki, RpkiWords.SLURM, SlurmFile::read, Slurm.NONE),
                values.get(RpkiWords.RPKI).orElseThrow().word().place());
    }

    /// A policy that asks when nobody answers lets everything through that it was to stop.
    ///
    /// @param asked where it asks
    void checkAnswers(Values values, Span asked) {
        Optional<Values> body = values.get(RpkiWords.RPKI).flatMap(Given::body);
        boolean answers =
                values.isBroken(RpkiWords.RPKI)
                        || body.filter(RpkiAssembler::hasSource).isPresent();
        if (!answers && report.errors() == 0) {
            report.warning(
                    Code.RPKI_UNANSWERED,
                    asked,
                    "no source says what the RPKI says: no route is ever valid or invalid",
                    "add `rpki { … }` with a `cache` or `vrps`");
        }
    }

    private static boolean hasSource(Values rpki) {
        return !rpki.all(RpkiWords.CACHE).isEmpty()
                || rpki.get(RpkiWords.VRPS).isPresent()
                || rpki.get(RpkiWords.SLURM).isPresent();
    }

    private <T> T file(
            Values rpki, Word<FileName> word, Function<String, RpkiReading<T>> read, T none) {
        Optional<Given<FileName>> given = rpki.get(word);
        Optional<SourceText> source =
                given.flatMap(g -> files.read(g.value().name(), FileKind.RPKI, g.value().at()));
        if (source.isEmpty()) {
            return none;
        }
        return switch (read.apply(source.get().text())) {
            case RpkiReading.Ok<T>(T value) -> value;
            case RpkiReading.Bad<T>(var problem) -> {
                int at = Math.min(problem.offset(), source.get().text().length());
                report.error(
                        Code.BAD_RPKI_FILE,
                        new Span(source.get(), at, at),
                        problem.what(),
                        "nothing of the file is used: half of it would make good routes invalid");
                yield none;
            }
        };
    }

    private List<CacheConfig> caches(List<Given<CacheHead>> all) {
        List<CacheConfig> caches = new ArrayList<>();
        Map<List<Object>, Span> seen = new HashMap<>();
        for (Given<CacheHead> given : all) {
            CacheConfig cache = cache(given);
            Span first = seen.putIfAbsent(List.of(cache.address(), cache.port()), given.span());
            if (first != null) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        given.span(),
                        "second cache at this address and port",
                        "keep one of them",
                        first,
                        "first here");
            } else if (caches.size() == MAX_CACHES) {
                report.error(
                        Code.DUPLICATE_STATEMENT,
                        given.span(),
                        "more than " + MAX_CACHES + " caches",
                        "two or three are enough");
            } else {
                caches.add(cache);
            }
        }
        return caches;
    }

    private CacheConfig cache(Given<CacheHead> given) {
        CacheHead head = given.value();
        Values body = given.body().orElseGet(Values::new);
        Optional<TlsConfig> tls = tls(body);
        int usual = tls.isPresent() ? CacheConfig.TLS_PORT : CacheConfig.PORT;
        return new CacheConfig(
                head.address(),
                head.port().orElse(usual),
                body.get(RpkiWords.PREFERENCE).map(Given::value).orElse(CacheConfig.PREFERENCE),
                body.get(RpkiWords.LOCAL_ADDRESS).map(Given::value),
                seconds(body, RpkiWords.REFRESH),
                seconds(body, RpkiWords.RETRY),
                seconds(body, RpkiWords.EXPIRE),
                tls,
                given.word().place());
    }

    private static OptionalInt seconds(Values body, Word<Integer> word) {
        return body.get(word).map(g -> OptionalInt.of(g.value())).orElse(OptionalInt.empty());
    }

    private Optional<TlsConfig> tls(Values body) {
        Optional<Given<FileName>> certificate = body.get(RpkiWords.TLS_CERTIFICATE);
        Optional<Given<FileName>> key = body.get(RpkiWords.TLS_KEY);
        Optional<Given<FileName>> any =
                certificate.or(() -> key).or(() -> body.get(RpkiWords.TLS_AUTHORITIES));
        Optional<Given<String>> name = body.get(RpkiWords.TLS);
        if (name.isEmpty()) {
            any.ifPresent(file -> missing(file, RpkiWords.TLS));
            return Optional.empty();
        }
        if (certificate.isPresent() != key.isPresent()) {
            missing(
                    certificate.or(() -> key).orElseThrow(),
                    certificate.isPresent() ? RpkiWords.TLS_KEY : RpkiWords.TLS_CERTIFICATE);
            return Optional.empty();
        }
        return Optional.of(
                new TlsConfig(
                        name.get().value(),
                        body.get(RpkiWords.TLS_AUTHORITIES).map(RpkiAssembler::path),
                        certificate.map(RpkiAssembler::path),
                        key.map(RpkiAssembler::path)));
    }

    private void missing(Given<FileName> file, Word<?> word) {
        boolean json = file.word().source().json();
        report.error(
                Code.MISSING_VALUE,
                file.word(),
                "this needs `" + word.spelled(json) + "` too",
                "for example `" + word.line(json) + "`");
    }

    /// Relative to the file that names it.
    private static String path(Given<FileName> given) {
        String name = given.value().name();
        String from = given.value().at().source().name();
        return name.startsWith("/") ? name : from.substring(0, from.lastIndexOf('/') + 1) + name;
    }
}
