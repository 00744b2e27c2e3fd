package io.godwit.config.policy;

import io.godwit.config.FileKind;
import io.godwit.config.syntax.SourceText;
import io.godwit.config.syntax.Span;

import java.util.Optional;

/// Where the files of sets and of RPKI come from.
@FunctionalInterface
public interface SetFiles {
    /// The text of a file; empty after a report.
    ///
    /// @param name as it is written
    /// @param kind says how large it may be
    /// @param at where, which also says what the name is relative to
    Optional<SourceText> read(String name, FileKind kind, Span at);
}
