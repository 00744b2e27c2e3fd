package io.godwit.config;

import io.godwit.config.report.Code;
import io.godwit.config.report.CodeExplanation;
import io.godwit.config.words.Block;
import io.godwit.config.words.LaterWords;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;

import java.util.List;

/// The reference of the language, made from the table of words: `docs/configuration.md`.
public final class Reference {
    private static final String INTRODUCTION =
            """
            # Configuration

            <!-- Made from the table of words by ReferenceTest; see there how to refresh it. -->

            ```godwit
            # first session: a complete file
            router { as 65001; id 10.77.0.1 }
            originate 192.0.2.0/24;
            neighbor 10.77.0.2 {
                as 65002;
                import accept;  # RFC 8212: without import and export nothing passes
                export accept;
            }
            ```

            A statement is `words ;` or `words { statements }`. `#` begins a comment, texts stand \
            in `"quotes"`, lists
            are `a, b` or `[ a, b, ]`. The last `;` before `}` may be left out. White space and \
            the order of
            statements have no meaning, and no word is reserved: a group may be called `group`.

            `godwit check FILE` says what is wrong, `godwit fmt` gives a file its layout, \
            `godwit explain CODE` explains
            a message. A file with an error changes nothing.

            Durations are seconds or a number with `s`, `m`, `h` or `d`: `90`, `30s`, `10m`. AS \
            numbers are `65001` or
            in two halves `1.10` (RFC 5396). In strings `\\"`, `\\\\`, `\\n`, `\\t` and `\\u4e2d` are \
            escapes.
            """;

    private static final String MACHINE_FORM =
            """

            ## The machine form

            A file whose name ends in `.json`, or whose text begins with `{`, is read as JSON. It \
            says the same with the
            members of the tables above; statements that may stand several times are arrays, \
            `neighbor` and `group` are
            arrays of objects with their address or name inside. Diagnostics point into the JSON.

            ```json
            {
              "router": {"as": 65001, "id": "10.77.0.1"},
              "neighbors": [
                {"address": "10.77.0.2", "as": 65002, "import": "accept", "export": "accept"}
              ],
              "originate": ["192.0.2.0/24"]
            }
            ```

            `godwit config --to json` and `--to conf` turn one form into the other without loss, \
            but for comments.
            `godwit config --schema` prints the JSON Schema; a member `"$schema"` at the top is \
            for editors.
            """;

    private Reference() {}

    /// The whole document.
    public static String markdown() {
        var out = new StringBuilder(INTRODUCTION);
        section(out, "At the top of a file", Block.FILE, "");
        section(out, "`router`", Block.ROUTER, "");
        section(
                out,
                "`neighbor` and `group`",
                Block.NEIGHBOR,
                "\nA neighbor has the options of its group and overrides them with its own; `no`"
                        + " takes back a\nflag (`passive`, `route-server-client`), `multihop` or `shutdown` of the group.\n");
        section(out, "`bfd` in `neighbor` and `group`", Block.BFD, "");
        section(out, "`max-prefix` in `neighbor` and `group`", Block.MAX_PREFIX, "");
        section(out, "`rpki`", Block.RPKI, "");
        section(out, "`cache` in `rpki`", Block.CACHE, "");
        section(out, "`kernel`", Block.KERNEL, "");
        section(out, "`import` in `kernel`", Block.KERNEL_IMPORT, "");
        section(out, "`originate`", Block.ORIGINATE, "");
        section(out, "`aggregate`", Block.AGGREGATE, "");
        out.append(MACHINE_FORM);
        later(out);
        codes(out);
        return out.toString();
    }

    private static void section(StringBuilder out, String title, Block block, String text) {
        out.append("\n## ").append(title).append('\n').append(text);
        out.append("\n| statement | JSON member | default | meaning |\n|---|---|---|---|\n");
        for (Word<?> word : Words.in(block)) {
            String grammar = word.argument().grammar();
            String statement = word.keyword() + (grammar.isEmpty() ? "" : " " + grammar);
            String end =
                    word.argument().bare() ? " [{ … }];" : word.body().isPresent() ? " { … }" : ";";
            String doc = word.doc();
            if (block == Block.NEIGHBOR && !word.in().contains(Block.GROUP)) {
                doc += " Not in a group.";
            }
            if (word.repeatable() && word.body().isEmpty()) {
                doc += " May stand several times.";
            }
            out.append("| `")
                    .append((statement + end).replace("|", "\\|"))
                    .append("` | `")
                    .append(word.jsonName())
                    .append("` | ")
                    .append(word.standard().replace("|", "\\|"))
                    .append(" | ")
                    .append(doc.replace("|", "\\|"))
                    .append(" |\n");
        }
    }

    private static void later(StringBuilder out) {
        out.append(
                        "\n## Not yet\n\nThese words belong to features that this version does not have.")
                .append(" They are refused, never ignored.\n\n");
        List<String> words =
                LaterWords.ALL.stream()
                        .map(word -> "`" + word.keyword() + "` (" + word.what() + ")")
                        .toList();
        out.append(String.join(", ", words)).append(".\n");
    }

    private static void codes(StringBuilder out) {
        out.append("\n## Messages\n\n| code | what | why |\n|---|---|---|\n");
        for (CodeExplanation code : Code.all()) {
            out.append("| ")
                    .append(code.code())
                    .append(" | ")
                    .append(code.title())
                    .append(" | ")
                    .append(code.english().replace("|", "\\|"))
                    .append(" |\n");
        }
    }
}
