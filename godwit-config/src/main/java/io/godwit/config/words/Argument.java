package io.godwit.config.words;

import io.godwit.config.syntax.Arg;
import io.godwit.json.Json;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The grammar of what stands behind a word, in both forms of the language.
///
/// @param <T> what it means; an immutable value with equality by content
public interface Argument<T> {
    /// For the documentation: `N`, `ADDRESS [port N]`; empty when there is nothing.
    String grammar();

    /// What it takes, for messages: "an AS number".
    String what();

    /// Reads the arguments. What is wrong is reported, and then the answer is empty.
    Optional<T> read(ArgumentReader args);

    /// The arguments as text; empty when there are none to write.
    default String conf(T value) {
        return value.toString();
    }

    /// The value in the machine form, to be written by `JsonWriter`.
    default Object json(T value) {
        return value;
    }

    /// The JSON Schema of one value.
    Map<String, Object> schema();

    /// Members of the block's object that are arguments in the text form: the address of a
    /// neighbor. Only for words with a block.
    default List<HeadMember> head() {
        return List.of();
    }

    /// Whether a block's statement without its block is no object in the machine form, but the
    /// value of the head alone.
    default boolean bare() {
        return false;
    }

    /// Turns a value of the machine form into arguments; empty after a report.
    default Optional<List<Arg>> fromJson(Json value, JsonArguments arguments) {
        return arguments.scalar(value, this);
    }

    /// A member of a block's object that is an argument of its statement.
    ///
    /// @param name the member
    /// @param lead the word before the argument in the text form; empty for none
    /// @param required whether it must be there
    record HeadMember(String name, String lead, boolean required) {}
}
