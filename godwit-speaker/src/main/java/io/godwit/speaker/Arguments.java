package io.godwit.speaker;

import io.godwit.wire.Address;
import io.godwit.wire.Family;
import io.godwit.wire.Notification;
import io.godwit.wire.Prefix;
import io.godwit.wire.nlri.Families;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The arguments of one command. Readers remember the first thing that cannot be read; a command
/// asks for [#problem] once, after it has read all it knows.
public final class Arguments {
    private final Map<String, Object> values;
    private final List<String> asked = new ArrayList<>();
    private Optional<Outcome> problem = Optional.empty();

    /// Arguments by name.
    ///
    /// @param values text, numbers ([Long]) and booleans by name
    public Arguments(Map<String, Object> values) {
        this.values = new LinkedHashMap<>(values);
    }

    /// No arguments.
    ///
    /// @return an empty set
    public static Arguments none() {
        return new Arguments(Map.of());
    }

    /// A text argument; numbers count as text.
    ///
    /// @param name the argument
    /// @return empty when it is not there
    public Optional<String> text(String name) {
        asked.add(name);
        Object value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (value instanceof String || value instanceof Long) {
            return Optional.of(value.toString());
        }
        return wrong(name, value, "text");
    }

    /// A yes-or-no argument.
    ///
    /// @param name the argument
    /// @return false when it is not there
    public boolean flag(String name) {
        asked.add(name);
        Object value = values.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        if (value instanceof String word && (word.equals("true") || word.equals("false"))) {
            return word.equals("true");
        }
        wrong(name, value, "true or false");
        return false;
    }

    /// A number.
    ///
    /// @param name the argument
    /// @param least smallest value
    /// @param most biggest value
    /// @return empty when it is not there
    public OptionalLong number(String name, long least, long most) {
        asked.add(name);
        Object value = values.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        OptionalLong number = value instanceof Long n ? OptionalLong.of(n) : parse(value);
        if (number.isEmpty() || number.getAsLong() < least || number.getAsLong() > most) {
            wrong(name, value, "a number from " + least + " to " + most);
            return OptionalLong.empty();
        }
        return number;
    }

    /// A number that fits an `int`.
    ///
    /// @param name the argument
    /// @param least smallest value
    /// @param most biggest value
    /// @return empty when it is not there
    public OptionalInt integer(String name, int least, int most) {
        OptionalLong number = number(name, least, most);
        return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
    }

    /// What to tell the operator of the other side.
    ///
    /// @param name the argument
    /// @return empty when nothing
    public String communication(String name) {
        String text = text(name).orElse("");
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        if (octets > Notification.MAX_COMMUNICATION_OCTETS) {
            complain(
                    "`"
                            + name
                            + "` has "
                            + octets
                            + " octets, and the neighbor can be told "
                            + Notification.MAX_COMMUNICATION_OCTETS
                            + " (RFC 9003)",
                    "shorten it");
        }
        return text;
    }

    /// A prefix.
    ///
    /// @param name the argument
    /// @return empty when it is not there
    public Optional<Prefix> prefix(String name) {
        return text(name)
                .flatMap(text -> {
                    Optional<Prefix> prefix = Prefix.parse(text);
                    return prefix.isPresent() ? prefix : wrong(name, text, prefixWanted(text));
                });
    }

    /// The nearest thing to what was found: the prefix without its host bits, or that of the one
    /// address.
    private static String prefixWanted(String text) {
        int slash = text.indexOf('/');
        if (slash > 0 && Address.parse(text.substring(0, slash)).isPresent()) {
            Address address = Address.parse(text.substring(0, slash)).get();
            for (int length = 0; length <= address.bits(); length++) {
                if (text.substring(slash + 1).equals(Integer.toString(length))) {
                    return "no bits behind the length: " + Prefix.of(address, length);
                }
            }
            return "a length from 0 to " + address.bits();
        }
        return "a prefix such as 192.0.2.0/24";
    }

    /// An address.
    ///
    /// @param name the argument
    /// @return empty when it is not there
    public Optional<Address> address(String name) {
        return text(name)
                .flatMap(text -> {
                    Optional<Address> address = Address.parseScoped(text);
                    return address.isPresent()
                            ? address
                            : wrong(name, text, "an address such as 192.0.2.1");
                });
    }

    /// An address family.
    ///
    /// @param name the argument
    /// @return empty when it is not there
    public Optional<Family> family(String name) {
        return text(name)
                .flatMap(text -> {
                    Optional<Family> family = Families.byName(text);
                    return family.isPresent() ? family : wrong(name, text, "ipv4 or ipv6");
                });
    }

    /// Notes that an argument that must be there is not.
    ///
    /// @param name the argument
    /// @param example a value it might have
    public void missing(String name, String example) {
        complain("`" + name + "` is missing", "for example " + example);
    }

    /// The first thing that was wrong: an argument that could not be read, or one nobody asked for.
    ///
    /// @return empty when all is well
    public Optional<Outcome> problem() {
        for (String name : values.keySet()) {
            if (!asked.contains(name)) {
                String known = asked.isEmpty() ? "it takes none" : String.join(", ", asked);
                complain("unknown argument `" + name + "`", "possible here: " + known);
            }
        }
        return problem;
    }

    private static OptionalLong parse(Object value) {
        if (value instanceof String text && text.length() < 19 && !text.isEmpty()) {
            for (int i = 0; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return OptionalLong.empty();
                }
            }
            return OptionalLong.of(Long.parseLong(text));
        }
        return OptionalLong.empty();
    }

    private <T> Optional<T> wrong(String name, Object value, String wanted) {
        complain("`" + name + "`: found `" + value + "`, expected " + wanted, "");
        return Optional.empty();
    }

    private void complain(String message, String help) {
        if (problem.isEmpty()) {
            problem = Optional.of(Outcome.failed(Fault.BAD_ARGUMENT, message, help));
        }
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
