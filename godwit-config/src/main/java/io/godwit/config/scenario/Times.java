package io.godwit.config.scenario;

import io.godwit.config.report.Code;
import io.godwit.config.simulation.Scenario.Latency;
import io.godwit.config.syntax.Token;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Times and spans of time.
final class Times {
    static final long SECOND = 1_000_000_000L;

    /// The longest simulation.
    private static final long MOST = 30 * 86_400 * SECOND;

    private static final Pattern TIME =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)(us|ms|s|m|h|d)?");
    private static final Map<String, Long> UNITS =
            Map.of(
                    "us",
                    SECOND / 1_000_000,
                    "ms",
                    SECOND / 1000,
                    "s",
                    SECOND,
                    "m",
                    60 * SECOND,
                    "h",
                    3600 * SECOND,
                    "d",
                    86_400 * SECOND);

    private Times() {}

    /// `30s`, `1.5s`, `10m`; plain numbers are seconds.
    static OptionalLong nanos(Line line, String what) {
        Optional<Token> token = line.take(what);
        if (token.isEmpty()) {
            return OptionalLong.empty();
        }
        return nanos(token.get().value(), token.get(), line);
    }

    /// `5ms`, or `1ms..40ms`.
    static Optional<Latency> latency(Line line) {
        Optional<Token> token = line.take("a time, or two with `..` between them");
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String[] ends = token.get().value().split("\\.\\.", 2);
        OptionalLong least = nanos(ends[0], token.get(), line);
        OptionalLong most = ends.length == 1 ? least : nanos(ends[1], token.get(), line);
        if (least.isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        if (least.getAsLong() > most.getAsLong()) {
            line.error(
                    Code.OUT_OF_RANGE,
                    token.get().span(),
                    "the first time of " + token.get().quoted() + " is the longer one",
                    "write `" + ends[1] + ".." + ends[0] + "`");
            return Optional.empty();
        }
        return Optional.of(new Latency(least.getAsLong(), most.getAsLong()));
    }

    private static OptionalLong nanos(String text, Token token, Line line) {
        Matcher matcher = TIME.matcher(text);
        if (!matcher.matches()) {
            line.error(
                    Code.BAD_DURATION,
                    token.span(),
                    token.quoted() + " is not a time",
                    "a number with its unit: `20ms`, `30s`, `1.5s`, `10m`");
            return OptionalLong.empty();
        }
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        BigDecimal nanos =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNITS.get(unit)));
        if (nanos.compareTo(BigDecimal.valueOf(MOST)) > 0) {
            line.error(Code.OUT_OF_RANGE, token.span(), token.quoted() + " is over 30 days", "");
            return OptionalLong.empty();
        }
        return OptionalLong.of(nanos.longValue());
    }
}
