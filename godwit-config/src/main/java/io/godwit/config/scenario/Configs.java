package io.godwit.config.scenario;

import io.godwit.config.model.Config;
import io.godwit.config.syntax.Span;
import io.godwit.config.syntax.Statement;
import io.godwit.config.syntax.Token;

import java.util.List;
import java.util.Optional;

/// How configurations are read; what is wrong with them is reported where it stands.
public interface Configs {
    /// The one that stands in a block.
    ///
    /// @param owner what to point at when something is missing
    Optional<Config> inline(List<Statement> statements, Span owner);

    /// The one in a file.
    ///
    /// @param name its name, relative to the file that names it
    Optional<Config> file(Token name);
}
