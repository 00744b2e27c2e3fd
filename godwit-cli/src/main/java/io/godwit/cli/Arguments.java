package io.godwit.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a command line gave to a command. The getters check what they hand out and refuse (exit
/// status 2) what does not fit, naming the option and what it takes.
public final class Arguments {
    private final Map<String, List<String>> words = new LinkedHashMap<>();
    private final Map<String, String> options = new LinkedHashMap<>();

    Arguments() {}

    void addWord(String parameter, String value) {
        words.computeIfAbsent(parameter, _ -> new ArrayList<>()).add(value);
    }

    void addOption(String name, String value) {
        options.put(name, value);
    }

    /// The word given for a required parameter.
    public String word(String parameter) {
        return words.get(parameter).get(0);
    }

    /// The word given for an optional parameter, or for an optional keyword.
    public Optional<String> optionalWord(String parameter) {
        var given = words.get(parameter);
        return given == null ? Optional.empty() : Optional.of(given.get(0));
    }

    /// All words of a repeated parameter; empty when none was given.
    public List<String> words(String parameter) {
        return List.copyOf(words.getOrDefault(parameter, List.of()));
    }

    /// Whether the flag or option was given.
    public boolean has(String option) {
        return options.containsKey(option);
    }

    /// Whether the answer is to be JSON: `--json` or `--jsonl`.
    public boolean json() {
        return has("--json") || has("--jsonl");
    }

    /// The value of an option.
    public Optional<String> option(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /// The value of an option as a number in `min..max`.
    public OptionalLong number(String option, long min, long max) {
        String value = options.get(option);
        if (value == null) {
            return OptionalLong.empty();
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return OptionalLong.of(number);
            }
        } catch (NumberFormatException e) {
            // Said below, with the range.
        }
        throw Refusal.usage(option + " " + value + ": not a number from " + min + " to " + max, "");
    }

    /// The value of an option as a time: `500ms`, `2s` or plain `2`, `5m`, `1h`; at most a day.
    public Optional<Duration> duration(String option) {
        String value = options.get(option);
        return value == null ? Optional.empty() : Optional.of(duration(option, value));
    }

    private static Duration duration(String option, String value) {
        int digits = 0;
        while (digits < value.length()
                && value.charAt(digits) >= '0'
                && value.charAt(digits) <= '9') {
            digits++;
        }
        long millis =
                switch (value.substring(digits)) {
                    case "ms" -> 1;
                    case "", "s" -> 1000;
                    case "m" -> 60_000;
                    case "h" -> 3_600_000;
                    default -> 0;
                };
        if (digits > 0 && digits <= 8 && millis > 0) {
            long total = Long.parseLong(value.substring(0, digits)) * millis;
            if (total <= 86_400_000L) {
                return Duration.ofMillis(total);
            }
        }
        throw Refusal.usage(option + " " + value + ": not a time", "write 500ms, 2s, 5m or 1h");
    }
}
