package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The papers beside the program lead where they say.
class DocumentsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)");

    @Test
    void everyLinkLeadsToAFile() throws IOException {
        List<String> broken = new ArrayList<>();
        List<Path> papers = papers();
        for (Path paper : papers) {
            Matcher link = LINK.matcher(Files.readString(paper));
            while (link.find()) {
                if (!Files.exists(paper.resolveSibling(link.group(1)))) {
                    broken.add(ROOT.relativize(paper) + " leads to " + link.group(1));
                }
            }
        }
        assertThat(papers).hasSizeGreaterThan(10);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyDecisionHasItsOwnNumber() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            List<String> numbers =
                    files.map(f -> f.getFileName().toString().substring(0, 4)).toList();
            assertThat(numbers).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    /// What is to be typed, and in the same order, headings and rows of tables: a guide that grows
    /// in one language only is found here.
    @ParameterizedTest
    @ValueSource(strings = {"bfd", "confederations", "igp", "kernel", "next-hops", "simulate"})
    void bothLanguagesHaveTheSame(String guide) throws IOException {
        assertThat(bones(guide + ".zh.md")).isEqualTo(bones(guide + ".md"));
    }

    private static List<String> bones(String file) throws IOException {
        List<String> bones = new ArrayList<>();
        boolean typed = false;
        for (String line : Files.readAllLines(ROOT.resolve("docs").resolve(file))) {
            typed ^= line.startsWith("```");
            if (typed) {
                bones.add(line);
            } else if (line.startsWith("#") || line.startsWith("|")) {
                bones.add(line.replaceFirst("^(#+|\\|).*", "$1"));
            }
        }
        return bones;
    }

    private static List<Path> papers() throws IOException {
        List<Path> papers = new ArrayList<>();
        papers.add(ROOT.resolve("README.md"));
        papers.add(ROOT.resolve("CONTRIBUTING.md"));
        for (String folder : List.of("docs", "examples", "labs")) {
            if (Files.exists(ROOT.resolve(folder))) {
                try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
                    files.filter(f -> f.toString().endsWith(".md")).forEach(papers::add);
                }
            }
        }
        return papers;
    }
}
