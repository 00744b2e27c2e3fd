package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.Exit;
import io.godwit.cli.Screen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Wrong policies, as somebody writes them who is new to the language: `godwit check` names the
/// place, what is wrong and what to write, before anything acts.
final class WrongPoliciesTest {
    private static final String HEAD =
            """
            router { as 64500; id 192.0.2.1 }
            neighbor 192.0.2.11 { as 64511; import p; export reject }
            prefix-set bogons [ 10.0.0.0/8+ ];
            as-set tier1 [ 174, 3356 ];
            """;

    /// @param policy what is written on the lines from 5 on
    /// @param line of the caret
    /// @param column of the caret
    /// @param severity an error or a warning
    /// @param words that are said
    private record Wrong(String policy, int line, int column, String severity, List<String> words) {
        @Override
        public String toString() {
            return policy;
        }
    }

    static List<Wrong> wrong() {
        return List.of(
                new Wrong(
                        "policy p { reject \"b\" if prefix in bogons; }",
                        2,
                        40,
                        "error",
                        List.of("without a verdict", "accept;", "W:5:8: note")),
                new Wrong(
                        "policy p { if prefix in bogons { reject \"b\" } }",
                        2,
                        40,
                        "error",
                        List.of("without a verdict")),
                new Wrong(
                        "policy p { reject \"b\" if prefix in bogon; accept }",
                        5,
                        36,
                        "error",
                        List.of(
                                "no prefix-set named `bogon`",
                                "did you mean `bogons`?",
                                "W:3:12: note")),
                new Wrong(
                        "policy p { reject \"b\" if prefix.lenght > 24; accept }",
                        5,
                        26,
                        "error",
                        List.of("did you mean `prefix.length`?")),
                new Wrong(
                        "policy p { reject if prefix in bogons; accept }",
                        5,
                        18,
                        "error",
                        List.of("needs a label", "for example `reject 14")),
                new Wrong(
                        "policy p { reject \"b\" if prefix.length > \"24\"; accept }",
                        5,
                        42,
                        "error",
                        List.of("a number is needed", "without quotes: `24`")),
                new Wrong(
                        "policy p { reject \"b\" if community has 0:70000; accept }",
                        5,
                        40,
                        "error",
                        List.of("over 65535", "large-community")),
                new Wrong(
                        "policy p { set local-pref 5000000000; accept }",
                        5,
                        27,
                        "error",
                        List.of("over 4294967295")),
                new Wrong(
                        "policy p { reject \"b\" if as-path = 64511; accept }",
                        5,
                        34,
                        "error",
                        List.of("`as-path contains …`")),
                new Wrong(
                        "policy p { reject \"b\" if prefix in [ 10.0.0.1/8 ]; accept }",
                        5,
                        38,
                        "error",
                        List.of("did you mean `10.0.0.0/8`?")),
                new Wrong(
                        "policy p { reject \"b\" if as-path matches \"^174 (3356\"; accept }",
                        5,
                        48,
                        "error",
                        List.of("missing `)`")),
                new Wrong(
                        "policy p { reject \"b\" if as-path any bogons; accept }",
                        5,
                        38,
                        "error",
                        List.of("prefixes, not AS numbers")),
                new Wrong(
                        "policy p { apply q }\npolicy q { apply p }",
                        6,
                        18,
                        "error",
                        List.of("applies itself", "p → q → p")),
                new Wrong(
                        "policy p { apply q; accept }",
                        5,
                        18,
                        "error",
                        List.of("no policy named `q`", "possible: `p`")),
                new Wrong(
                        "policy p { accept }\npolicy p { accept }",
                        6,
                        8,
                        "error",
                        List.of("second policy `p`", "W:5:8: note")),
                new Wrong(
                        "policy p { community add 64500:1; accept }",
                        5,
                        12,
                        "error",
                        List.of("unknown word `community`", "`add`")),
                new Wrong(
                        "policy p { reject \"b\" if bgp_path.len > 32; accept }",
                        5,
                        26,
                        "error",
                        List.of("here it is called `as-path.length`")),
                new Wrong(
                        "policy p { reject \"b\" if !(prefix in bogons); accept }",
                        5,
                        26,
                        "error",
                        List.of("here it is called `not`")),
                new Wrong(
                        "policy p { if prefix in bogons then { reject \"b\" } accept }",
                        5,
                        32,
                        "error",
                        List.of("the block begins at once")),
                new Wrong(
                        "policy p { if med > 5 { reject \"b\" } elif med > 3 { accept } accept }",
                        5,
                        38,
                        "error",
                        List.of("here it is called `else if`")),
                new Wrong(
                        "policy p { local-pref 200; accept }",
                        5,
                        12,
                        "error",
                        List.of("here it is called `set local-pref`")),
                new Wrong(
                        "policy p { reject \"b\" if prefix in 10.0.0.0/8 le 24; accept }",
                        5,
                        47,
                        "error",
                        List.of("`10.0.0.0/8{8,24}`")),
                new Wrong(
                        "policy p { reject \"b\" if prefix = 10.0.0.0/8+; accept }",
                        5,
                        35,
                        "error",
                        List.of("`prefix in [ 10.0.0.0/8+")),
                new Wrong(
                        "policy p { reject \"b\" if peer.as in [ 174 3356 ]; accept }",
                        5,
                        43,
                        "error",
                        List.of("separated by `,`")),
                new Wrong(
                        "policy p { reject \"b\" if rpki = invalid; accept }",
                        5,
                        26,
                        "warning",
                        List.of("no route is ever valid or invalid")),
                new Wrong(
                        "policy p { accept; reject \"b\" if prefix in bogons }",
                        5,
                        20,
                        "warning",
                        List.of("no route gets here", "remove it")),
                new Wrong(
                        "policy p { accept }",
                        2,
                        40,
                        "warning",
                        List.of("rejects nothing", "write `import accept`")),
                new Wrong(
                        "policy p { accept } policy lost { accept }",
                        5,
                        28,
                        "warning",
                        List.of("`lost` is not used")),
                new Wrong(
                        "policy p { accept } prefix-set none [ ];",
                        5,
                        37,
                        "warning",
                        List.of("empty")));
    }

    @ParameterizedTest
    @MethodSource
    void wrong(Wrong wrong, @TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("wrong.conf"), HEAD + wrong.policy() + "\n");
        var screen = new Screen().run(List.of("check", file.toString()));
        assertThat(screen.status())
                .isEqualTo(wrong.severity().equals("error") ? Exit.FAILED : Exit.DONE);
        String place = "W:" + wrong.line() + ":" + wrong.column() + ": ";
        assertThat(screen.out().replace(file.toString(), "W"))
                .contains(place + wrong.severity() + "[GW-")
                .contains(wrong.words());
    }

    @Test
    void lintNamesWhatCannotBeMeant(@TempDir Path folder) throws IOException {
        String policy =
                """
                policy p {
                    reject "a" if prefix.length > 24 and prefix.length < 20;
                    accept if med >= 0;
                    reject "b";
                }
                """;
        var file = Files.writeString(folder.resolve("lint.conf"), HEAD + policy);
        var screen = new Screen().run(List.of("policy", "lint", file.toString()));
        assertThat(screen.status()).isEqualTo(Exit.FAILED);
        assertThat(screen.out())
                .contains(
                        "lint.conf:6:5: the condition holds for no route",
                        "lint.conf:7:5: the condition holds for every route",
                        "lint.conf:8:5: no route gets here",
                        "3 found");
    }
}
