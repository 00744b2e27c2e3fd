package io.godwit.cli.importer;

import io.godwit.config.Content;
import io.godwit.config.FileKind;
import io.godwit.config.Glob;
import io.godwit.config.Sources;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// The files that are imported, and those they include.
///
/// @param sources where they come from
public record Texts(Sources sources) {
    /// The text of a file.
    ///
    /// @param at who asks for it
    public String read(String file, At at) {
        return switch (sources.read(file, FileKind.FOREIGN)) {
            case Content.Octets(byte[] octets) -> new String(octets, StandardCharsets.UTF_8);
            case Content.TooLarge() ->
                    throw new Unreadable(at, file + " is " + FileKind.FOREIGN.excess());
            case Content.Missing() -> throw new Unreadable(at, "no such file: " + file);
            case Content.Unreadable(String why) ->
                    throw new Unreadable(at, "cannot read " + file + ": " + why);
        };
    }

    /// The files that an `include` means, relative to the file it stands in.
    public List<String> included(String pattern, At at) {
        int slash = at.file().lastIndexOf('/');
        String path =
                pattern.startsWith("/") || slash < 0
                        ? pattern
                        : at.file().substring(0, slash + 1) + pattern;
        return Glob.isPattern(path) ? Glob.expand(path, sources) : List.of(path);
    }
}
