package io.godwit.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// Where texts come from: the port between the language and the file system.
///
/// Names are paths with `/`. The language itself joins the name of an included file to the
/// directory of the including one and resolves `.` and `..`, as text.
public interface Sources {
    /// Reads a file.
    ///
    /// @param kind says how large it may be
    Content read(String name, FileKind kind);

    /// The names in a directory, sorted, those of directories with a `/` behind; empty when there
    /// is no such directory.
    ///
    /// @param directory without a `/` behind; empty for the current one
    List<String> list(String directory);

    /// The files of the machine.
    static Sources files() {
        return new FileSources();
    }

    /// Files that exist only in memory, by name.
    static Sources of(Map<String, String> texts) {
        return new Sources() {
            @Override
            public Content read(String name, FileKind kind) {
                String text = texts.get(name);
                return text == null
                        ? new Content.Missing()
                        : Content.of(text.getBytes(StandardCharsets.UTF_8), kind);
            }

            @Override
            public List<String> list(String directory) {
                String start = directory.isEmpty() ? "" : directory + "/";
                var names = new TreeSet<String>();
                for (String name : texts.keySet()) {
                    if (name.startsWith(start) && name.length() > start.length()) {
                        int slash = name.indexOf('/', start.length());
                        int end = slash < 0 ? name.length() : slash + 1;
                        names.add(name.substring(start.length(), end));
                    }
                }
                return new ArrayList<>(names);
            }
        };
    }

    /// One text under one name, and nothing else.
    static Sources of(String name, String text) {
        return of(Map.of(name, text));
    }
}
