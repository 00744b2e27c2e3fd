package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.Token;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Arguments that are numbers: AS numbers, ports, durations.
public final class Numbers {
    public static final long MAX_AS = 0xffff_ffffL;

    private Numbers() {}

    /// The value of decimal digits; empty for anything else, `Long.MAX_VALUE` when there are too
    /// many.
    public static OptionalLong digits(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(text.length() > 18 ? Long.MAX_VALUE : Long.parseLong(text));
    }

    /// The AS of a neighbor: any but ours.
    public static final long EXTERNAL_AS = 0;

    /// The AS of a neighbor: ours.
    public static final long INTERNAL_AS = -1;

    private static final Map<String, Long> KINDS =
            Map.of("external", EXTERNAL_AS, "internal", INTERNAL_AS);

    /// The AS of a neighbor.
    static final Argument<Long> NEIGHBOR_AS =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "N | external | internal";
                }

                @Override
                public String what() {
                    return AS.what();
                }

                @Override
                public Optional<Long> read(ArgumentReader args) {
                    return args.word(what())
                            .flatMap(token ->
                                    Optional.ofNullable(KINDS.get(token.value()))
                                            .or(() -> as(token, args.report())));
                }

                @Override
                public String conf(Long value) {
                    return word(value).orElse(Long.toString(value));
                }

                @Override
                public Object json(Long value) {
                    return word(value).<Object>map(word -> word).orElse(value);
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.either(
                            Schemas.integer(1, MAX_AS),
                            Schemas.pattern(
                                    "^([0-9]{1,10}|[0-9]{1,5}\\.[0-9]{1,5}|external|internal)$"));
                }

                private Optional<String> word(Long value) {
                    return KINDS.entrySet().stream()
                            .filter(kind -> kind.getValue().equals(value))
                            .map(Map.Entry::getKey)
                            .findFirst();
                }
            };

    static final Argument<Long> AS =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "N";
                }

                @Override
                public String what() {
                    return "an AS number";
                }

                @Override
                public Optional<Long> read(ArgumentReader args) {
                    return args.word(what()).flatMap(token -> as(token, args.report()));
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.either(
                            Schemas.integer(1, MAX_AS),
                            Schemas.pattern("^([0-9]{1,10}|[0-9]{1,5}\\.[0-9]{1,5})$"));
                }
            };

    /// An AS number, in one number or two halves.
    public static Optional<Long> as(Token token, Reporter report) {
        String text = token.value();
        int dot = text.indexOf('.');
        OptionalLong high = dot < 0 ? OptionalLong.of(0) : digits(text.substring(0, dot));
        OptionalLong low = digits(text.substring(dot + 1));
        if (high.isEmpty() || low.isEmpty()) {
            String number = text.toLowerCase(Locale.ROOT).replaceFirst("^asn?", "");
            String help =
                    digits(number).isPresent()
                            ? "write `" + number + "`"
                            : "1 to 4294967295, or 1.10";
            return bad(token, token.quoted() + " is not an AS number", help, report);
        }
        long max = dot < 0 ? MAX_AS : 0xffff;
        if (high.getAsLong() > max || low.getAsLong() > max) {
            String help = dot < 0 ? "1 to 4294967295" : "both halves are 0 to 65535";
            return bad(token, "AS number " + token.quoted() + " is out of range", help, report);
        }
        long as = dot < 0 ? low.getAsLong() : high.getAsLong() << 16 | low.getAsLong();
        if (as == 0) { // RFC 7607 §2
            return bad(token, "AS number 0 is reserved (RFC 7607)", "1 to 4294967295", report);
        }
        if (as == 23456 || as == 65535 || as == MAX_AS) {
            report.warning(
                    Code.RESERVED_AS,
                    token.span(),
                    "AS number " + as + " is reserved: no router has it",
                    as == 23456 ? "the 4-octet number belongs here (RFC 6793)" : "");
        }
        return Optional.of(as);
    }

    private static Optional<Long> bad(Token token, String message, String help, Reporter report) {
        report.error(Code.BAD_AS, token.span(), message, help);
        return Optional.empty();
    }

    /// A whole number without a unit.
    static Argument<Integer> integer(String grammar, String noun, int min, int max) {
        return new Argument<>() {
            @Override
            public String grammar() {
                return grammar;
            }

            @Override
            public String what() {
                return "a " + noun;
            }

            @Override
            public Optional<Integer> read(ArgumentReader args) {
                return args.word(what()).flatMap(token -> inRange(token, noun, min, max, args));
            }

            @Override
            public Map<String, Object> schema() {
                return Schemas.integer(min, max);
            }
        };
    }

    static Optional<Integer> inRange(
            Token token, String noun, int min, int max, ArgumentReader args) {
        OptionalLong value = digits(token.value());
        if (value.isEmpty()) {
            args.report()
                    .error(
                            Code.WRONG_TYPE,
                            token.span(),
                            args.name() + " takes a " + noun + ", not " + token.quoted(),
                            "a number from " + min + " to " + max);
            return Optional.empty();
        }
        if (value.getAsLong() < min || value.getAsLong() > max) {
            args.report()
                    .error(
                            Code.OUT_OF_RANGE,
                            token.span(),
                            noun + " is " + min + " to " + max + ", not " + token.quoted(),
                            "");
            return Optional.empty();
        }
        return Optional.of((int) value.getAsLong());
    }

    /// `multihop`, `multihop 3`, `multihop no`: the TTL, 0 for no.
    static final Argument<Integer> MULTIHOP = new Hops("TTL", 255, 2, 255);

    /// `ttl-security`, `ttl-security 2`, `ttl-security no`: the hops, 0 for no.
    static final Argument<Integer> TTL_SECURITY = new Hops("number of hops", 1, 1, 254);

    /// A number that may be left out, or `no`, which is 0.
    ///
    /// @param standard what it is when it is left out
    private record Hops(String noun, int standard, int min, int max) implements Argument<Integer> {
        @Override
        public String grammar() {
            return "[N | no]";
        }

        @Override
        public String what() {
            return "a " + noun;
        }

        @Override
        public Optional<Integer> read(ArgumentReader args) {
            Optional<Token> token = args.peek();
            if (token.isEmpty() || token.get().newLine() && !isHops(token.get())) {
                return Optional.of(standard);
            }
            args.skip();
            return switch (token.get().value()) {
                case "yes" -> Optional.of(standard);
                case "no" -> Optional.of(0);
                default -> inRange(token.get(), noun, min, max, args);
            };
        }

        private static boolean isHops(Token token) {
            return digits(token.value()).isPresent() || token.value().equals("no");
        }

        @Override
        public String conf(Integer value) {
            return value == 0 ? "no" : value.toString();
        }

        @Override
        public Object json(Integer value) {
            return value == 0 ? Boolean.FALSE : (Object) value;
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(Schemas.integer(min, max), Schemas.type("boolean"));
        }
    }

    /// `90`, `30s`, `10m`, `2h`.
    static Argument<Integer> duration(int min, int max) {
        return new DurationArgument(min, max);
    }

    /// 0, or 3 and more: RFC 4271 §4.2.
    static final Argument<Integer> HOLD_TIME =
            new DurationArgument(0, 65535) {
                @Override
                String range() {
                    return "0, or 3 to 65535 seconds";
                }

                @Override
                Optional<Integer> check(long seconds, Token token, ArgumentReader args) {
                    if (seconds == 1 || seconds == 2) {
                        args.report()
                                .error(
                                        Code.HOLD_TIME,
                                        token.span(),
                                        args.name() + " is " + range() + ", not " + token.quoted(),
                                        "0 means no keepalives at all (RFC 4271 §4.2)");
                        return Optional.empty();
                    }
                    return super.check(seconds, token, args);
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.either(
                            Schemas.constant(0),
                            Schemas.integer(3, 65535),
                            Schemas.pattern("^[0-9]+[smhd]$"));
                }
            };

    private static class DurationArgument implements Argument<Integer> {
        private final int min;
        private final int max;

        DurationArgument(int min, int max) {
            this.min = min;
            this.max = max;
        }

        @Override
        public String grammar() {
            return "DURATION";
        }

        @Override
        public String what() {
            return "a duration";
        }

        @Override
        public Optional<Integer> read(ArgumentReader args) {
            Optional<Token> token = args.word(what());
            if (token.isEmpty()) {
                return Optional.empty();
            }
            String text = token.get().value();
            int unit = text.isEmpty() ? -1 : "smhd".indexOf(text.charAt(text.length() - 1));
            OptionalLong count = digits(unit < 0 ? text : text.substring(0, text.length() - 1));
            if (count.isEmpty()) {
                args.report()
                        .error(
                                Code.BAD_DURATION,
                                token.get().span(),
                                token.get().quoted() + " is not a duration",
                                "seconds, or a number with its unit: `30s`, `10m`, `2h`");
                return Optional.empty();
            }
            long seconds = unit < 0 ? 1 : List.of(1L, 60L, 3600L, 86400L).get(unit);
            // No product overflows: whatever is that long is out of range anyway.
            return check(Math.min(count.getAsLong(), 1L << 40) * seconds, token.get(), args);
        }

        String range() {
            return min + " to " + max + " seconds";
        }

        Optional<Integer> check(long seconds, Token token, ArgumentReader args) {
            if (seconds < min || seconds > max) {
                args.report()
                        .error(
                                Code.OUT_OF_RANGE,
                                token.span(),
                                args.name() + " is " + range() + ", not " + token.quoted(),
                                "");
                return Optional.empty();
            }
            return Optional.of((int) seconds);
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.either(Schemas.integer(min, max), Schemas.pattern("^[0-9]+[smhd]?$"));
        }
    }
}
