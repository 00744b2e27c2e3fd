package io.godwit.cli;

/// The language a text is wanted in.
public final class Language {
    private Language() {}

    /// Gives a command the option `--lang`.
    public static Command option(Command command) {
        return command.option("--lang", "LANGUAGE", "en or zh (else by LC_ALL, LANG)");
    }

    /// `zh` if that is asked for by `--lang` or else by the locale; `en` otherwise.
    public static String of(Arguments given, Console console) {
        var env = console.env();
        String locale = env.getOrDefault("LC_ALL", "");
        String language =
                given.option("--lang")
                        .orElse(locale.isEmpty() ? env.getOrDefault("LANG", "") : locale);
        if (given.has("--lang") && !language.equals("en") && !language.equals("zh")) {
            throw Refusal.usage("--lang " + language + ": not a language here", "write en or zh");
        }
        return language.startsWith("zh") ? "zh" : "en";
    }
}
