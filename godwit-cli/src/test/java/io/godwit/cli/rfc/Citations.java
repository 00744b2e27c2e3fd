package io.godwit.cli.rfc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the sources say of RFCs: sections in the comments of the program, `@Tag("4271-6.1-3")` at
/// the tests. A bare `§6.1` belongs to the RFC named last in the file; an RFC without numbered
/// sections has a section 0.
final class Citations {
    private static final Pattern CITATION =
            Pattern.compile("RFC[\\s/*]+(\\d+)|§(\\d+(?:\\.\\d+)*)");
    private static final Pattern TAG =
            Pattern.compile(
                    "@Tag\\(\"(\\d{4}-[\\d.]+-\\d+)\"\\)|^    (?:[\\w<>]+ )+(\\w+)\\(",
                    Pattern.MULTILINE);

    /// A place to link to: how it is called, and its file from the root of the tree.
    record Place(String name, Path file) {}

    private final Map<String, Path> classes = new HashMap<>();
    private final Map<String, Set<String>> sections = new HashMap<>();
    private final Map<String, List<Place>> tests = new TreeMap<>();

    Citations(Path root) throws IOException {
        for (Path file : sources(root, "main")) {
            String name = file.toString().replaceFirst(".*/java/io/godwit/(.*)\\.java", "$1");
            classes.put(name, root.relativize(file));
            sections.put(name, sectionsIn(Files.readString(file)));
        }
        for (Path file : sources(root, "test")) {
            readTags(root.relativize(file), Files.readString(file));
        }
    }

    private static List<Path> sources(Path root, String kind) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : modules.filter(m -> m.toString().contains("godwit-")).toList()) {
                Path sources = module.resolve("src").resolve(kind).resolve("java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.filter(f -> f.toString().endsWith(".java")).forEach(found::add);
                    }
                }
            }
        }
        return found.stream().sorted().toList();
    }

    private static Set<String> sectionsIn(String source) {
        Set<String> found = new HashSet<>();
        String rfc = "";
        for (Matcher m = CITATION.matcher(source); m.find(); ) {
            if (m.group(1) != null) {
                rfc = m.group(1);
                found.add(rfc + "-0");
            } else {
                found.add(rfc + "-" + m.group(2));
            }
        }
        return found;
    }

    private void readTags(Path file, String source) {
        String type = file.getFileName().toString().replace(".java", "");
        List<String> open = new ArrayList<>();
        for (Matcher m = TAG.matcher(source); m.find(); ) {
            if (m.group(1) != null) {
                open.add(m.group(1));
            } else {
                Place place = new Place(type + "." + m.group(2), file);
                open.forEach(id -> tests.computeIfAbsent(id, k -> new ArrayList<>()).add(place));
                open.clear();
            }
        }
    }

    /// Whether the class is there and names the section: that of the statement, or the one behind
    /// its name (`kernel/KernelTable§5.1.3`), where another section says how.
    boolean cites(String where, Statement statement) {
        String section =
                where.contains("§") ? where.substring(where.indexOf('§') + 1) : statement.section();
        return sections.getOrDefault(type(where), Set.of())
                .contains(statement.rfc() + "-" + section);
    }

    private static String type(String where) {
        return where.replaceFirst("§.*", "");
    }

    Place place(String where) {
        String type = type(where);
        return new Place(type.substring(type.lastIndexOf('/') + 1), classes.get(type));
    }

    List<Place> tests(String id) {
        return tests.getOrDefault(id, List.of());
    }

    Set<String> taggedIds() {
        return tests.keySet();
    }
}
