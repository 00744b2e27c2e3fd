package io.godwit.config.words;

import io.godwit.config.report.Code;
import io.godwit.config.report.NearestWord;
import io.godwit.config.syntax.Token;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One of a few words, as an argument.
class Choice<T> implements Argument<T> {
    private final String what;
    private final List<T> values;
    private final Function<T, String> word;

    /// @param what is chosen, in a few words
    /// @param values in the order in which they are shown
    /// @param word of a value
    Choice(String what, List<T> values, Function<T, String> word) {
        this.what = what;
        this.values = values;
        this.word = word;
    }

    /// The message about a word that is none of them.
    String wrong(Token token, ArgumentReader args) {
        return args.name() + " takes " + what + ", not " + token.quoted();
    }

    /// What else to do than to write one of them, behind the list of them.
    String elsewhere() {
        return "";
    }

    private List<String> words() {
        return values.stream().map(word).toList();
    }

    @Override
    public String grammar() {
        return String.join(" | ", words());
    }

    @Override
    public final String what() {
        return what;
    }

    @Override
    public final Optional<T> read(ArgumentReader args) {
        return args.word(what).flatMap(token -> choose(token, args));
    }

    private Optional<T> choose(Token token, ArgumentReader args) {
        Optional<T> chosen =
                values.stream().filter(v -> word.apply(v).equals(token.value())).findFirst();
        if (chosen.isEmpty()) {
            String possible = "possible: " + NearestWord.listed(words()) + elsewhere();
            String help = NearestWord.help(token.value(), words(), possible);
            args.report().error(Code.WRONG_TYPE, token.span(), wrong(token, args), help);
        }
        return chosen;
    }

    @Override
    public final String conf(T value) {
        return word.apply(value);
    }

    @Override
    public Object json(T value) {
        return word.apply(value);
    }

    @Override
    public Map<String, Object> schema() {
        return Schemas.oneOf(words());
    }
}
