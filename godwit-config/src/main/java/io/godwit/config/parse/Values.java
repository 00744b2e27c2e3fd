package io.godwit.config.parse;

import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.words.Word;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the statements of a block say, by word.
public final class Values {
    private final Map<String, List<Given<?>>> given = new LinkedHashMap<>();
    private final Map<String, Span> tried = new LinkedHashMap<>();
    private List<Statement> policy = List.of();
    private boolean unsure;

    <T> void add(Word<T> word, Given<T> value) {
        given.computeIfAbsent(word.keyword(), _ -> new ArrayList<>(1)).add(value);
    }

    /// Remembers that somebody wrote the word, even when what followed was wrong.
    void tried(Word<?> word, Span at) {
        tried.putIfAbsent(word.keyword(), at);
    }

    /// Where the word was first written.
    Optional<Span> firstTry(Word<?> word) {
        return Optional.ofNullable(tried.get(word.keyword()));
    }

    /// Whether the word was written but is not given: its error has been reported.
    boolean isBroken(Word<?> word) {
        return tried.containsKey(word.keyword()) && !given.containsKey(word.keyword());
    }

    /// Whether nothing is given.
    public boolean isEmpty() {
        return given.isEmpty() && policy.isEmpty();
    }

    /// Notes that something in the block was not understood, so that nothing can be called missing.
    void unsure() {
        unsure = true;
    }

    boolean isUnsure() {
        return unsure;
    }

    void policy(List<Statement> statements) {
        policy = List.copyOf(statements);
    }

    /// The statements of a policy.
    public List<Statement> policy() {
        return policy;
    }

    public <T> Optional<Given<T>> get(Word<T> word) {
        List<Given<T>> all = all(word);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// Lists are filled by [#add] only, under the keyword of a `Word<T>`.
    @SuppressWarnings("unchecked")
    public <T> List<Given<T>> all(Word<T> word) {
        return (List<Given<T>>) (List<?>) given.getOrDefault(word.keyword(), List.of());
    }
}
