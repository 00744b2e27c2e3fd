package io.godwit.speaker.plan;

import io.godwit.rib.ExportChanges;
import io.godwit.rib.ImportChanges;
import io.godwit.speaker.NeighborSettings;
import io.godwit.wire.Address;

import java.util.List;
import java.util.Optional;

/// What a change does to one thing: all that differs, and what becomes of routes.
///
/// @param mark one character: `+ - ! ~ x`
/// @param subject `neighbor`, `range`, `originate`, `router` or `rpki`
/// @param neighbor whom it concerns
/// @param name of that neighbor; may be empty
/// @param effect the weightiest one of the differences
/// @param established whether the neighbor's session is up
/// @param differences in the order of the options
/// @param imports what becomes of the routes that the neighbor has sent; empty if nothing
/// @param exports what becomes of the routes that it is sent, by its policy; empty if nothing
public record Impact(
        String mark,
        String subject,
        Optional<Address> neighbor,
        String name,
        Effect effect,
        boolean established,
        List<Difference> differences,
        Optional<ImportChanges> imports,
        Optional<ExportChanges> exports) {
    /// One option that differs.
    ///
    /// @param mark one character: `+ - ! ~ x`
    /// @param option the word of the configuration; empty when the whole comes or goes
    /// @param from as it is; empty for nothing
    /// @param to as it will be
    /// @param text the effect in words
    /// @param why it has to be so; may be empty
    public record Difference(
            String mark,
            String option,
            String from,
            String to,
            Effect effect,
            String text,
            String why) {
        static Difference of(Step step) {
            return new Difference(
                    String.valueOf(step.effect().mark()),
                    step.option(),
                    step.from(),
                    step.to(),
                    step.effect(),
                    step.effect().words(),
                    step.why());
        }
    }

    /// Takes a copy.
    public Impact {
        differences = List.copyOf(differences);
    }

    /// Of the steps that concern the same thing.
    public static Impact of(
            List<Step> steps,
            boolean established,
            Optional<ImportChanges> imports,
            Optional<ExportChanges> exports) {
        Step first = steps.getFirst();
        Effect weightiest = steps.stream().map(Step::effect).max(Effect::compareTo).orElseThrow();
        return new Impact(
                String.valueOf(weightiest.mark()),
                first.subject(),
                first.neighbor(),
                first.name(),
                weightiest,
                established,
                steps.stream().map(Difference::of).toList(),
                imports,
                exports);
    }

    /// Of a neighbor that is the same, but whose routes another RPKI judges otherwise.
    public static Impact ofRpki(NeighborSettings neighbor, ImportChanges imports) {
        Effect effect = Effect.RE_EVALUATES;
        return new Impact(
                String.valueOf(effect.mark()),
                "neighbor",
                Optional.of(neighbor.address()),
                neighbor.name(),
                effect,
                true,
                List.of(
                        new Difference(
                                String.valueOf(effect.mark()),
                                "rpki",
                                "",
                                "",
                                effect,
                                effect.words(),
                                "")),
                Optional.of(imports),
                Optional.empty());
    }

    /// Whether a session that is up ends.
    public boolean losesSession() {
        return established && effect.endsSession();
    }
}
