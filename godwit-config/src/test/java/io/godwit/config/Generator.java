package io.godwit.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Valid files from a seed, in all the layouts the language allows.
final class Generator {
    private static final List<String> COMMENTS =
            List.of("# plain", "#tight", "# ; } { \" ]", "# 注释", "#");

    private final Random random;

    Generator(long seed) {
        this.random = new Random(seed);
    }

    String file() {
        var statements = new ArrayList<String>();
        var router = new ArrayList<>(List.of("as " + pick("65001", "1.10", "4294967294")));
        router.add("id 10.0.0.1");
        maybe(router, "cluster-id 10.0.0.9");
        maybe(router, "confederation 64999 members 64998, 64997");
        maybe(
                router,
                pick("listen 10.0.0.1", "listen port 1179", "listen ::1 port 1180", "listen"));
        statements.add("router " + block(router));
        for (String group : List.of("clients", "上游", "in")) {
            statements.add("group " + group + " " + block(options(true)));
        }
        int neighbors = random.nextInt(1, 6);
        for (int i = 0; i < neighbors; i++) {
            String address = random.nextBoolean() ? "10.1.0." + (i + 1) : "2001:db8::" + (i + 1);
            String group = pick("", " in clients", " in 上游", " in in");
            List<String> options = options(false);
            if (address.contains(":")) {
                options.removeIf(option -> option.startsWith("local-address"));
            }
            if (group.isEmpty()) {
                options.add("as 65002");
            }
            statements.add(
                    "neighbor " + address + group + (options.isEmpty() ? ";" : block(options)));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            var conditions = new ArrayList<String>();
            maybe(conditions, "if-route 10." + i + ".0.0/16");
            maybe(conditions, "unless-route 2001:db8::/32");
            maybe(
                    conditions,
                    pick("if-command \"a b\"", "if-command \"x; \\\"y\\\"\" every 1m fall 3"));
            statements.add(
                    "originate 192.0."
                            + i
                            + ".0/24"
                            + (conditions.isEmpty() ? ";" : block(conditions)));
        }
        String tag = pick("large-community 64500:*:1", "community *:65520");
        maybe(statements, "reject-tag" + space() + tag + ";");
        Collections.shuffle(statements, random);
        var text = new StringBuilder();
        for (String statement : statements) {
            text.append(space()).append(statement).append(space());
        }
        return text.toString();
    }

    private List<String> options(boolean group) {
        var options = new ArrayList<String>();
        if (group) {
            options.add("as 65003");
        } else {
            maybe(options, "name \"n" + random.nextInt(1_000_000_000) + "\"");
            maybe(options, "description \"say \\\"x\\\" \\\\ 中 # ; {\"");
            maybe(options, "local-address 10.0.0.1");
        }
        maybe(options, "port 1179");
        maybe(options, "passive" + pick("", " yes", " no"));
        maybe(options, "delay-open " + pick("0", "5s"));
        maybe(options, "idle-hold " + pick("0", "10"));
        maybe(options, "idle-hold-max " + pick("60", "2m"));
        maybe(options, "automatic-start" + pick("", " yes", " no"));
        maybe(options, "notify-without-open" + pick("", " yes", " no"));
        maybe(options, "collision-in-established" + pick("", " yes", " no"));
        maybe(options, "send-hold-time " + pick("0", "30m"));
        maybe(options, "min-hold-time " + pick("3", "20"));
        maybe(options, "multihop" + pick("", " 3", " no"));
        maybe(options, "hold-time " + pick("90", "30s", "2m", "180"));
        maybe(options, "keepalive " + pick("5", "10s"));
        maybe(options, "connect-retry " + pick("5", "2m"));
        maybe(options, "family" + pick(" ipv4", " ipv4 ,ipv6", " [ipv6,ipv4,]", "[ ipv6 ]"));
        maybe(options, "route-server-client" + pick("", " yes", " no"));
        maybe(options, "route-reflector-client no");
        maybe(options, "import " + pick("accept", "reject"));
        maybe(options, "export " + pick("accept", "reject"));
        maybe(options, "shutdown" + pick("", " no", " \"维护\""));
        maybe(
                options,
                "bfd" + pick("", " no", " { interval 50ms; multiplier 5 }", " { multihop }"));
        maybe(
                options,
                "max-prefix "
                        + pick(
                                "10",
                                "no",
                                "9 { ipv6 3; warn 90; count accepted }",
                                "7 { action " + pick("warn", "restart", "restart 5m") + " }"));
        maybe(options, "max-prefix-out " + pick("10", "5000"));
        maybe(options, pick("orf no", "orf receive", "orf both; orf-prefixes [ 10.0.0.0/8+ ]"));
        maybe(options, "enhanced-refresh " + pick("yes", "no"));
        Collections.shuffle(options, random);
        return options;
    }

    private void maybe(List<String> options, String option) {
        if (random.nextInt(3) == 0) {
            options.add(option);
        }
    }

    private String block(List<String> statements) {
        var text = new StringBuilder("{");
        boolean inline = random.nextBoolean();
        for (int i = 0; i < statements.size(); i++) {
            boolean semicolon = i + 1 < statements.size() || random.nextBoolean();
            text.append(inline ? " " : space()).append(statements.get(i));
            text.append(semicolon ? ";" : "").append(inline ? "" : space());
        }
        return text.append(" }").toString();
    }

    private String space() {
        return switch (random.nextInt(7)) {
            case 0 -> " " + pick(COMMENTS.toArray(String[]::new)) + "  \n";
            case 1 -> "\n\n\n";
            case 2 -> "\t";
            case 3 -> "\r\n";
            case 4 -> "\n" + pick(COMMENTS.toArray(String[]::new)) + "\n";
            default -> "\n    ";
        };
    }

    private String pick(String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
