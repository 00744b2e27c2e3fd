package io.godwit.config;

import io.godwit.config.model.Config;
import io.godwit.config.parse.Assembler;
import io.godwit.config.parse.Given;
import io.godwit.config.parse.Values;
import io.godwit.config.report.Code;
import io.godwit.config.report.ConfigReading;
import io.godwit.config.scenario.Configs;
import io.godwit.config.scenario.ScenarioReader;
import io.godwit.config.simulation.Scenario;
import io.godwit.config.syntax.Reporter;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;
import io.godwit.config.words.KernelWords;
import io.godwit.config.words.RpkiWords;
import io.godwit.config.words.Words;

import java.util.List;
import java.util.Optional;

/// Reads a simulation: the blocks of the language around whole configurations, each of which is
/// read and checked as that of a router.
public final class SimulationReader {
    private SimulationReader() {}

    /// Reads a file and the configurations that it names.
    ///
    /// @param fileName the name by which `sources` knows the file; appears in diagnostics
    public static SimulationReading read(String fileName, Sources sources) {
        var report = new Reporter();
        var files = new Files(new Inputs(sources, report), report);
        Optional<Scenario> scenario = files.inputs.textOf(fileName).flatMap(files::scenario);
        return new SimulationReading(
                scenario.filter(_ -> report.errors() == 0),
                new ConfigReading(
                        Optional.empty(),
                        report.diagnostics(),
                        report.errors(),
                        report.warnings()));
    }

    /// The simulation and the configurations that it names.
    private record Files(Inputs inputs, Reporter report) implements Configs {
        private Optional<Scenario> scenario(SourceText source) {
            if (source.json()) {
                report.error(
                        Code.NOT_OFFERED,
                        new Span(source, 0, 0),
                        "a simulation has no form in JSON",
                        "write it in the block language");
                return Optional.empty();
            }
            return new ScenarioReader(this, report).read(source, inputs.statements(source));
        }

        @Override
        public Optional<Config> inline(List<Statement> statements, Span owner) {
            var values = new Values();
            inputs.part(owner.source(), statements, values);
            return assembled(values, owner);
        }

        @Override
        public Optional<Config> file(Token name) {
            var values = new Values();
            return inputs.part(name.value(), name.span(), values)
                    .flatMap(_ -> assembled(values, name.span()));
        }

        private Optional<Config> assembled(Values values, Span owner) {
            if (values.get(Words.ROUTER).isEmpty()) {
                if (!report.hasTextErrors()) {
                    report.error(
                            Code.MISSING_ROUTER,
                            owner,
                            "no `router` statement for " + owner.quoted(),
                            "add `router { as 65001; id 10.0.0.1 }`");
                }
                return Optional.empty();
            }
            values.get(KernelWords.KERNEL).ifPresent(given -> absent(given.word(), "kernel"));
            values.get(RpkiWords.RPKI)
                    .flatMap(Given::body)
                    .map(rpki -> rpki.all(RpkiWords.CACHE))
                    .filter(caches -> !caches.isEmpty())
                    .ifPresent(caches -> absent(caches.getFirst().word(), "cache"));
            return new Assembler(values, owner.source(), inputs::data, report).config();
        }

        /// What stands outside of the speakers is not there.
        private void absent(Span at, String what) {
            report.warning(
                    Code.NOT_SIMULATED,
                    at,
                    "`" + what + "` has no effect in a simulation",
                    "there are speakers and links only");
        }
    }
}
