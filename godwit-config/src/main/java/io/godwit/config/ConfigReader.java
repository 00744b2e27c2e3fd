package io.godwit.config;

import io.godwit.config.model.Config;
import io.godwit.config.parse.Assembler;
import io.godwit.config.parse.Values;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;

import java.util.Optional;

/// Reads and checks a configuration: the one door to the language.
///
/// Text or machine form → tokens → generic tree (`syntax`; `Parser`, `JsonTree`) → values by the
/// table of words (`words`; `BlockReader`) → checked records (`Assembler`, `model`). Every stage
/// goes on after an error, so that one run finds all of them, and leaves out what an earlier error
/// explains. With any error there is no configuration.
public final class ConfigReader {
    /// What to write into an empty file.
    static final String SMALLEST =
            """
            the smallest file that does something is
            router { as 65001; id 10.77.0.1 }
            neighbor 10.77.0.2 { as 65002; import accept; export accept }\
            """;

    private ConfigReader() {}

    /// Reads a file and what it includes. A file is read as JSON when its name ends in `.json` or
    /// its text begins with `{`.
    ///
    /// @param fileName the name by which `sources` knows the file; appears in diagnostics
    /// @param sources where files come from
    public static ConfigReading read(String fileName, Sources sources) {
        var report = new Reporter();
        var values = new Values();
        var inputs = new Inputs(sources, report);
        Optional<SourceText> main = inputs.main(fileName, values);
        Optional<Config> config =
                main.flatMap(
                        source -> new Assembler(values, source, inputs::data, report).config());
        return new ConfigReading(
                config.filter(_ -> report.errors() == 0),
                report.diagnostics(),
                report.errors(),
                report.warnings());
    }
}
