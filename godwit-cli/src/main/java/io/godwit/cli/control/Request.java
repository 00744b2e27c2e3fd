package io.godwit.cli.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One line to the daemon: a command and its arguments.
public final class Request {
    private final String command;
    private final Map<String, String> args = new LinkedHashMap<>();

    private Request(String command) {
        this.command = command;
    }

    /// A request without arguments.
    public static Request of(String command) {
        return new Request(command);
    }

    /// Adds a text argument.
    public Request with(String name, String value) {
        args.put(name, quote(value));
        return this;
    }

    /// Adds a text argument if it is there.
    public Request with(String name, Optional<String> value) {
        value.ifPresent(text -> with(name, text));
        return this;
    }

    /// Adds a number.
    public Request with(String name, long value) {
        args.put(name, Long.toString(value));
        return this;
    }

    /// Adds `true` when `value` is.
    public Request with(String name, boolean value) {
        if (value) {
            args.put(name, "true");
        }
        return this;
    }

    /// The command's words.
    public String command() {
        return command;
    }

    /// The line, with its line feed. Written by hand: the general writer costs start-up time that a
    /// client notices.
    public String line() {
        var line = new StringBuilder("{\"command\":").append(quote(command)).append(",\"args\":{");
        String comma = "";
        for (var arg : args.entrySet()) {
            line.append(comma).append(quote(arg.getKey())).append(':').append(arg.getValue());
            comma = ",";
        }
        return line.append("}}\n").toString();
    }

    /// A JSON string.
    public static String quote(String text) {
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                String hex = Integer.toHexString(c);
                quoted.append("\\u").repeat('0', 4 - hex.length()).append(hex);
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
