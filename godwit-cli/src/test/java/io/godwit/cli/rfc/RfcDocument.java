package io.godwit.cli.rfc;

import io.godwit.cli.rfc.Citations.Place;
import io.godwit.cli.rfc.Statement.State;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// `docs/rfc.md`: RFC, section, where in the code, which test, what is not done and why.
final class RfcDocument {
    private static final String HEAD =
            """
            # The RFCs, statement by statement

            Each statement with MUST, SHOULD or MAY that Godwit has looked at, in our words: where the code does it, which test
            fails when it is broken, and what is not done and why. Made from [rfc/](rfc/), from the comments in the code that
            name the section, and from the tags of the tests (`mvn test -Dgroups=4271-6.1-3` runs those of one statement); a
            test checks that nothing here is missing there.

            `done` does what the statement says; `part` does it in part or otherwise; `not` does not; `n/a` asks nothing of Godwit.
            Ids are RFC, section, number of the statement in the section in reading order.

            """;

    private final Citations citations;
    private final StringBuilder out = new StringBuilder(HEAD);

    RfcDocument(Citations citations) {
        this.citations = citations;
    }

    String text(Map<String, List<Statement>> catalogues, Map<String, String> titles) {
        out.append("| RFC | statements | done | part | not | n/a |\n|---|---|---|---|---|---|\n");
        catalogues.forEach((rfc, rows) -> summary(rfc, titles.get(rfc), rows));
        catalogues.forEach((rfc, rows) -> chapter(rfc, titles.get(rfc), rows));
        return out.toString();
    }

    private static boolean isReport(List<Statement> rows) {
        State first = rows.getFirst().state();
        return first == State.YES || first == State.NO || first == State.OTHER;
    }

    private void summary(String rfc, String title, List<Statement> rows) {
        if (!isReport(rows)) {
            out.append("| [%s](#rfc-%s) %s | %d |".formatted(rfc, rfc, title, rows.size()));
            for (State state : List.of(State.DONE, State.PART, State.NOT, State.NONE)) {
                long count = rows.stream().filter(r -> r.state() == state).count();
                out.append(" %d |".formatted(count));
            }
            out.append('\n');
        }
    }

    private void chapter(String rfc, String title, List<Statement> rows) {
        out.append("\n## RFC ").append(rfc).append("\n\n").append(title).append(".\n");
        String section = "";
        for (Statement row : rows) {
            if (!row.section().equals(section)) {
                section = row.section();
                out.append("\n### RFC %s §%s\n\n".formatted(rfc, section));
                out.append(
                        isReport(rows)
                                ? "| id | asks | question | answer | says more |\n|---|---|---|---|---|\n"
                                : "| id | level | statement | state | where, or why not | test |\n|---|---|---|---|---|---|\n");
            }
            out.append(isReport(rows) ? answer(row) : line(row));
        }
    }

    private String line(Statement row) {
        List<String> code = new ArrayList<>();
        row.where().forEach(type -> code.add(link(citations.place(type))));
        String where = String.join(", ", code);
        if (!row.why().isEmpty()) {
            where += (where.isEmpty() ? "" : ": ") + row.why();
        }
        return "| %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.id(),
                        row.level(),
                        row.text(),
                        row.state().word(),
                        where,
                        citations.tests(row.id()).stream()
                                .map(RfcDocument::link)
                                .collect(Collectors.joining(", ")));
    }

    private static String answer(Statement row) {
        String answer = row.state().word() + (row.why().isEmpty() ? "" : ": " + row.why());
        return "| %s | %s | %s | %s | %s |\n"
                .formatted(
                        row.id(), row.level(), row.text(), answer, String.join(", ", row.where()));
    }

    private static String link(Place place) {
        return "[%s](../%s)".formatted(place.name(), place.file());
    }
}
