package io.godwit.json;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A JSON value (RFC 8259) that knows where it stands in its text.
///
/// Objects keep the order of their members and keep members of the same name, so that a reader with
/// a schema can point at both; the look-ups of [Obj] answer with the last one. Two values are equal
/// only when their places are equal too: compare `JsonWriter.write(value)` to compare content.
public sealed interface Json {
    /// Where the value begins and ends.
    JsonPlace at();

    /// The line of the first character, counted from 1.
    default int line() {
        return at().line();
    }

    /// The column of the first character, counted from 1 in code points.
    default int column() {
        return at().column();
    }

    /// What kind of value this is, in words for a message: "an object", "a number" …
    String kind();

    /// An object.
    ///
    /// @param members the members in the order of the text
    record Obj(List<Member> members, JsonPlace at) implements Json {
        /// Takes a copy of the list.
        public Obj {
            members = List.copyOf(members);
        }

        @Override
        public String kind() {
            return "an object";
        }

        /// The value of the last member of that name.
        public Optional<Json> get(String name) {
            for (int i = members.size() - 1; i >= 0; i--) {
                if (members.get(i).name().equals(name)) {
                    return Optional.of(members.get(i).value());
                }
            }
            return Optional.empty();
        }

        /// The text of a member; empty when it is missing or no string.
        public Optional<String> string(String name) {
            return get(name).map(value -> value instanceof Str text ? text.value() : null);
        }

        /// The number of a member; empty when it is missing or no integer that fits a `long`.
        public OptionalLong integer(String name) {
            return get(name).orElse(null) instanceof Num number
                    ? number.integer()
                    : OptionalLong.empty();
        }

        /// The truth value of a member; empty when it is missing or neither `true` nor `false`.
        public Optional<Boolean> bool(String name) {
            return get(name).map(value -> value instanceof Bool bool ? bool.value() : null);
        }

        /// The object that a member holds; empty when it is missing or no object.
        public Optional<Obj> object(String name) {
            return get(name).map(value -> value instanceof Obj object ? object : null);
        }

        /// The items of an array; an empty list when the member is missing or no array.
        public List<Json> items(String name) {
            return get(name).orElse(null) instanceof Arr array ? array.items() : List.of();
        }
    }

    /// One member of an object.
    ///
    /// @param nameAt where the name stands, quotes included
    record Member(String name, JsonPlace nameAt, Json value) {}

    /// An array.
    record Arr(List<Json> items, JsonPlace at) implements Json {
        /// Takes a copy of the list.
        public Arr {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "an array";
        }
    }

    /// A string, escapes resolved.
    record Str(String value, JsonPlace at) implements Json {
        @Override
        public String kind() {
            return "a string";
        }
    }

    /// A number as it was written, so that nothing is lost before somebody says what it should be.
    record Num(String literal, JsonPlace at) implements Json {
        @Override
        public String kind() {
            return "a number";
        }

        /// The value when it was written as an integer that fits a `long`.
        public OptionalLong integer() {
            try {
                return OptionalLong.of(Long.parseLong(literal));
            } catch (NumberFormatException notAnInteger) {
                return OptionalLong.empty();
            }
        }

        /// The nearest `double`.
        public double real() {
            return Double.parseDouble(literal);
        }
    }

    /// `true` or `false`.
    record Bool(boolean value, JsonPlace at) implements Json {
        @Override
        public String kind() {
            return "a truth value";
        }
    }

    /// `null`.
    record Null(JsonPlace at) implements Json {
        @Override
        public String kind() {
            return "null";
        }
    }
}
