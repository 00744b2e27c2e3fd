package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.DiagnosticText;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.Addresses.GroupName;
import io.godwit.policy.PolicyChain;
import io.godwit.session.Secret;
import io.godwit.session.Shutdown;
import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Arguments that are words and texts: names, flags, families, policies.
public final class Texts {
    private static final int MAX_NAME = 100;

    private Texts() {}

    /// What `import` and `export` say: a word, or names of policies.
    public record PolicyChoice(List<GroupName> names) {
        static final PolicyChoice ACCEPT =
                new PolicyChoice(List.of(new GroupName("accept", Words.NOWHERE)));

        /// The chain that is one word.
        public Optional<PolicyChain> word() {
            return names.size() > 1
                    ? Optional.empty()
                    : switch (names.getFirst().name()) {
                        case "accept" -> Optional.of(PolicyChain.ACCEPT);
                        case "reject" -> Optional.of(PolicyChain.REJECT);
                        default -> Optional.empty();
                    };
        }
    }

    /// Stands for nothing, behind a word that takes no argument.
    public enum Nothing {
        NOTHING
    }

    static final Argument<Nothing> NOTHING =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "";
                }

                @Override
                public String what() {
                    return "nothing";
                }

                @Override
                public Optional<Nothing> read(ArgumentReader args) {
                    return Optional.of(Nothing.NOTHING);
                }

                @Override
                public String conf(Nothing value) {
                    return "";
                }

                @Override
                public Object json(Nothing value) {
                    return Map.of();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("object");
                }
            };

    /// A string in quotes, limited in characters and octets.
    static Argument<String> text(String what, int maxChars, int maxOctets) {
        return new Argument<>() {
            @Override
            public String grammar() {
                return "\"TEXT\"";
            }

            @Override
            public String what() {
                return what;
            }

            @Override
            public Optional<String> read(ArgumentReader args) {
                return args.text(what)
                        .filter(token -> isAcceptable(token, maxChars, maxOctets, args))
                        .map(Token::value);
            }

            @Override
            public String conf(String value) {
                return quote(value);
            }

            @Override
            public Map<String, Object> schema() {
                return Schemas.text(maxChars);
            }
        };
    }

    /// A string that both sides know and nobody else.
    static final Argument<Secret> SECRET =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "\"TEXT\"";
                }

                @Override
                public String what() {
                    return "a password";
                }

                @Override
                public Optional<Secret> read(ArgumentReader args) {
                    Optional<Token> token = args.text(what());
                    if (token.isPresent() && token.get().value().isEmpty()) {
                        args.report()
                                .error(
                                        Code.BAD_STRING,
                                        token.get().span(),
                                        args.name() + " is empty: nothing would be signed",
                                        "");
                        return Optional.empty();
                    }
                    // TCP_MD5SIG_MAXKEYLEN of Linux.
                    return token.filter(t -> isAcceptable(t, 80, 80, args))
                            .map(t -> new Secret(t.value()));
                }

                @Override
                public String conf(Secret value) {
                    return quote(value.text());
                }

                @Override
                public Object json(Secret value) {
                    return value.text();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.text(80);
                }
            };

    private static boolean isAcceptable(
            Token token, int maxChars, int maxOctets, ArgumentReader args) {
        String text = token.value();
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        String problem = "";
        if (text.codePoints().anyMatch(DiagnosticText::movesCursor)) {
            problem = "has a control character";
        } else if (text.codePointCount(0, text.length()) > maxChars) {
            problem = "is longer than " + maxChars + " characters";
        } else if (octets > maxOctets) {
            problem = "has " + octets + " octets of UTF-8, over " + maxOctets;
        }
        if (!problem.isEmpty()) {
            args.report()
                    .error(
                            Code.BAD_STRING,
                            token.span(),
                            "the text of " + args.name() + " " + problem,
                            "");
        }
        return problem.isEmpty();
    }

    /// A string of the language.
    static String quote(String text) {
        var out = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (Character.isISOControl(c)) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append('"').toString();
    }

    /// `passive`, `passive yes`, `passive no`.
    static final Argument<Boolean> FLAG =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "[yes | no]";
                }

                @Override
                public String what() {
                    return "yes or no";
                }

                @Override
                public Optional<Boolean> read(ArgumentReader args) {
                    if (args.isNext("yes") || args.isNext("no")) {
                        boolean value = args.isNext("yes");
                        args.skip();
                        return Optional.of(value);
                    }
                    Optional<Token> other = args.peek().filter(t -> !args.beginsStatement(t));
                    if (other.isEmpty() || other.get().newLine()) {
                        return Optional.of(true);
                    }
                    args.report()
                            .error(
                                    Code.WRONG_TYPE,
                                    other.get().span(),
                                    args.name() + " takes yes or no, not " + other.get().quoted(),
                                    "`" + args.keyword() + ";` alone means yes");
                    return Optional.empty();
                }

                @Override
                public String conf(Boolean value) {
                    return value ? "" : "no";
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("boolean");
                }
            };

    /// `shutdown`, `shutdown "why"`, `shutdown no`.
    static final Argument<Shutdown> SHUTDOWN =
            new Argument<>() {
                // RFC 9003 §2: at most 255 octets.
                private final Argument<String> text = text("a text", 255, 255);

                @Override
                public String grammar() {
                    return "[\"TEXT\" | no]";
                }

                @Override
                public String what() {
                    return "a text";
                }

                @Override
                public Optional<Shutdown> read(ArgumentReader args) {
                    Optional<Token> token = args.peek();
                    if (token.isEmpty() || token.get().newLine() && isWord(token.get())) {
                        return Optional.of(new Shutdown(true, ""));
                    }
                    if (args.isNext("no") || args.isNext("yes")) {
                        boolean on = args.isNext("yes");
                        args.skip();
                        return Optional.of(new Shutdown(on, ""));
                    }
                    return text.read(args).map(t -> new Shutdown(true, t));
                }

                private boolean isWord(Token token) {
                    return token.is(Token.Kind.WORD);
                }

                @Override
                public String conf(Shutdown value) {
                    return !value.on() ? "no" : value.text().isEmpty() ? "" : quote(value.text());
                }

                @Override
                public Object json(Shutdown value) {
                    return value.text().isEmpty() ? (Object) value.on() : value.text();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.either(Schemas.type("boolean"), Schemas.text(255));
                }
            };

    /// `ipv4, ipv6` or `[ ipv4, ipv6 ]`.
    static final Argument<List<Family>> FAMILIES =
            new Argument<>() {
                private static final List<Family> OFFERED =
                        List.of(Family.IPV4_UNICAST, Family.IPV6_UNICAST);

                @Override
                public String grammar() {
                    return "FAMILY, …";
                }

                @Override
                public String what() {
                    return "a family";
                }

                @Override
                public Optional<List<Family>> read(ArgumentReader args) {
                    Optional<List<Token>> tokens = args.list(what());
                    if (tokens.isEmpty()) {
                        return Optional.empty();
                    }
                    var families = new LinkedHashMap<Family, Token>();
                    for (Token token : tokens.get()) {
                        Optional<Family> family = family(token, args);
                        if (family.isEmpty()) {
                            return Optional.empty();
                        }
                        Token first = families.putIfAbsent(family.get(), token);
                        if (first != null) {
                            args.report()
                                    .error(
                                            Code.BAD_FAMILY,
                                            token.span(),
                                            token.quoted() + " twice",
                                            "",
                                            first.span(),
                                            "first here");
                            return Optional.empty();
                        }
                    }
                    return Optional.of(new ArrayList<>(families.keySet()));
                }

                private Optional<Family> family(Token token, ArgumentReader args) {
                    String name = token.value();
                    Optional<Family> offered =
                            OFFERED.stream().filter(f -> f.name().equals(name)).findFirst();
                    if (offered.isEmpty()) {
                        boolean known = Families.byName(name).isPresent();
                        String message =
                                known
                                        ? "family "
                                                + token.quoted()
                                                + " is not offered by this version"
                                        : token.quoted() + " is not a family";
                        args.report()
                                .error(
                                        Code.BAD_FAMILY,
                                        token.span(),
                                        message,
                                        known ? "possible: `ipv4`, `ipv6`" : help(name));
                    }
                    return offered;
                }

                private String help(String name) {
                    return switch (name) {
                        case "inet", "ipv4-unicast", "ip", "v4" -> "here it is called `ipv4`";
                        case "inet6", "ipv6-unicast", "v6" -> "here it is called `ipv6`";
                        default -> NearestWord.help(name, List.of("ipv4", "ipv6"));
                    };
                }

                @Override
                public String conf(List<Family> value) {
                    return value.stream().map(Family::name).collect(Collectors.joining(", "));
                }

                @Override
                public Object json(List<Family> value) {
                    return value.stream().map(Family::name).toList();
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.array(
                            Schemas.oneOf(OFFERED.stream().map(Family::name).toList()));
                }
            };

    /// `accept`, `reject`, or the names of policies.
    static final Argument<PolicyChoice> POLICY =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "accept | reject | POLICY, …";
                }

                @Override
                public String what() {
                    return "`accept`, `reject` or the name of a policy";
                }

                @Override
                public Optional<PolicyChoice> read(ArgumentReader args) {
                    return args.list(what())
                            .map(tokens ->
                                    tokens.stream()
                                            .map(t -> new GroupName(t.value(), t.span()))
                                            .toList())
                            .map(PolicyChoice::new);
                }

                @Override
                public String conf(PolicyChoice value) {
                    return value.names().stream()
                            .map(GroupName::name)
                            .collect(Collectors.joining(", "));
                }

                @Override
                public Object json(PolicyChoice value) {
                    List<String> names = value.names().stream().map(GroupName::name).toList();
                    return names.size() == 1 ? (Object) names.getFirst() : names;
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.either(
                            Schemas.type("string"), Schemas.array(Schemas.type("string")));
                }
            };

    /// The name in `group NAME`.
    static final Argument<GroupName> GROUP = new Name("group");

    /// The name in `policy NAME`.
    static final Argument<GroupName> POLICY_NAME = new Name("policy");

    static final Argument<GroupName> TITLE =
            new Argument<>() {
                @Override
                public String grammar() {
                    return "\"TEXT\"";
                }

                @Override
                public String what() {
                    return "a text in quotes";
                }

                @Override
                public Optional<GroupName> read(ArgumentReader args) {
                    return args.scalar(what()).map(t -> new GroupName(t.value(), t.span()));
                }

                @Override
                public String conf(GroupName value) {
                    return quote(value.name());
                }

                @Override
                public Object json(GroupName value) {
                    return Map.of("name", value.name());
                }

                @Override
                public Map<String, Object> schema() {
                    return Schemas.type("object");
                }

                @Override
                public List<HeadMember> head() {
                    return List.of(new HeadMember("name", "", true));
                }
            };

    private record Name(String of) implements Argument<GroupName> {
        @Override
        public String grammar() {
            return "NAME";
        }

        @Override
        public String what() {
            return "a name";
        }

        @Override
        public Optional<GroupName> read(ArgumentReader args) {
            return name(args, of);
        }

        @Override
        public String conf(GroupName value) {
            return value.name();
        }

        @Override
        public Object json(GroupName value) {
            var members = new LinkedHashMap<String, Object>();
            members.put("name", value.name());
            return members;
        }

        @Override
        public Map<String, Object> schema() {
            return Schemas.type("object");
        }

        @Override
        public List<HeadMember> head() {
            return List.of(new HeadMember("name", "", true));
        }
    }

    /// A name, in quotes or without.
    static Optional<GroupName> name(ArgumentReader args, String of) {
        Optional<Token> token = args.scalar("the name of a " + of);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        String name = token.get().value();
        boolean good =
                !name.isEmpty()
                        && name.length() <= MAX_NAME
                        && name.codePoints()
                                .allMatch(
                                        c -> Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0);
        if (!good) {
            args.report()
                    .error(
                            Code.BAD_NAME,
                            token.get().span(),
                            token.get().quoted() + " is not a name of a " + of,
                            "letters, digits, `-`, `_` and `.`, at most " + MAX_NAME);
            return Optional.empty();
        }
        return Optional.of(new GroupName(name, token.get().span()));
    }

    /// The pattern of an `include`.
    static final Argument<String> PATTERN = text("a file name or pattern", 4096, 4096);
}
