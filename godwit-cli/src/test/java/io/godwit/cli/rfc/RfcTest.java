package io.godwit.cli.rfc;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.rfc.Statement.State;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The catalogue of the RFCs (`docs/rfc/*.tsv`) against code and tests, and `docs/rfc.md` made of
/// them. After a change: `mvn -pl godwit-cli -am test -Dtest=RfcTest -Dgodwit.refresh=true
/// -Dsurefire.failIfNoSpecifiedTests=false`.
class RfcTest {
    private static final Path ROOT = Path.of("..");
    private static final Path DOCUMENT = ROOT.resolve("docs/rfc.md");
    private static final int MOST_WORDS = 20;

    private final Map<String, List<Statement>> catalogues = new TreeMap<>();
    private final Map<String, String> titles = new TreeMap<>();
    private final Citations citations = new Citations(ROOT);

    RfcTest() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/rfc"))) {
            for (Path file : files.toList()) {
                String rfc = file.getFileName().toString().replace(".tsv", "");
                catalogues.put(rfc, Statement.read(file));
                titles.put(rfc, Files.readAllLines(file).getFirst().replaceFirst("# *", ""));
            }
        }
    }

    private List<Statement> all() {
        return catalogues.values().stream().flatMap(List::stream).toList();
    }

    @Test
    void theDocumentIsTheCatalogue() throws IOException {
        String made = new RfcDocument(citations).text(catalogues, titles);
        if (Boolean.getBoolean("godwit.refresh")) {
            Files.writeString(DOCUMENT, made);
        }
        assertThat(Files.readString(DOCUMENT)).isEqualTo(made);
    }

    @Test
    void whatIsDoneIsInTheCodeThatSaysItAndHasATest() {
        List<String> missing = new ArrayList<>();
        for (Statement row : all()) {
            if (row.state().needsCode()) {
                if (row.where().isEmpty()) {
                    missing.add(row.id() + " names no class");
                }
                row.where().stream()
                        .filter(type -> !citations.cites(type, row))
                        .forEach(type -> missing.add(row.id() + " is not cited in " + type));
                if (citations.tests(row.id()).isEmpty()) {
                    missing.add(row.id() + " has no test");
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsNotDoneSaysWhyAndClaimsNoTest() {
        List<String> wrong = new ArrayList<>();
        for (Statement row : all()) {
            if (row.state().needsReason() && row.why().isBlank()) {
                wrong.add(row.id() + " does not say why");
            }
            if (row.state() == State.NOT && !citations.tests(row.id()).isEmpty()) {
                wrong.add(row.id() + " is not done and has a test");
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void testsNameStatementsThatAreThere() {
        Set<String> ids = new HashSet<>();
        all().forEach(row ->
                assertThat(ids.add(row.id())).as(row.id() + " is there twice").isTrue());
        assertThat(ids).containsAll(citations.taggedIds());
    }

    @Test
    void statementsAreInOrderAndShort() {
        catalogues.forEach((rfc, rows) -> {
            Map<String, Integer> last = new TreeMap<>();
            for (Statement row : rows) {
                assertThat(row.rfc()).isEqualTo(rfc);
                int number = last.merge(row.section(), 1, Integer::sum);
                assertThat(row.id()).endsWith(row.section() + "-" + number);
                assertThat(row.text().split(" ")).as(row.id()).hasSizeLessThan(MOST_WORDS);
            }
        });
    }

    /// What is not done is no "yes".
    @Test
    void answersOfTheReportAgreeWithTheStatements() {
        Map<String, State> states = new TreeMap<>();
        all().forEach(row -> states.put(row.id(), row.state()));
        List<String> wrong = new ArrayList<>();
        for (Statement row : all()) {
            List<String> named = row.state().needsCode() ? List.of() : row.where();
            for (String id : named) {
                State state = states.get(id);
                if (state == null || state == State.NOT && row.state() == State.YES) {
                    wrong.add(row.id() + " is " + row.state() + ", but " + id + " is " + state);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
