package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;

final class GrammarTest {
    private final Grammar grammar = Commands.grammar();

    private Grammar.Match match(String line) {
        return grammar.match(List.of(line.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "sh nei, show neighbors|neighbor [NEIGHBOR]",
        "show neighbor 10.0.0.1, show neighbors|neighbor [NEIGHBOR]",
        "sh routes, show routes [PREFIX]",
        "show route 10.0.0.0/8, show route PREFIX [why]",
        "sh route 10.0.0.1 why, show route PREFIX [why]",
        "sh rout 10.0.0.1 why, ''",
        "show ip bgp summary, show neighbors|neighbor [NEIGHBOR]",
        "sh ip b s, show neighbors|neighbor [NEIGHBOR]",
        "sh ip bgp, show routes [PREFIX]",
        "show protocols, show neighbors|neighbor [NEIGHBOR]",
        "sh prot, show neighbors|neighbor [NEIGHBOR]",
        "display bgp peer, show neighbors|neighbor [NEIGHBOR]",
        "disp bgp peer, show neighbors|neighbor [NEIGHBOR]",
        "refresh bgp all import, neighbor NEIGHBOR refresh",
        "refresh bgp all, neighbor NEIGHBOR refresh",
        "ru x.conf, run FILE",
        "nei 10.0.0.1 sh back at noon, neighbor NEIGHBOR shutdown [TEXT...]",
        "n x ena, neighbor NEIGHBOR enable",
        "wai est x, wait established NEIGHBOR",
        "wa r, ''",
        "wait ro 10.0.0.0/8, wait route PREFIX",
        "st, stop",
    })
    void wordsMayBeShortenedWhileUnique(String line, String syntax) {
        if (syntax.isEmpty()) {
            assertThatThrownBy(() -> match(line))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("can mean");
        } else {
            assertThat(match(line).command().syntax().text()).isEqualTo(syntax);
        }
    }

    @Test
    void anAliasGivesTheSameArguments() {
        assertThat(match("refresh bgp all import").given().word("NEIGHBOR")).isEqualTo("all");
        assertThat(match("neighbor all refresh").given().word("NEIGHBOR")).isEqualTo("all");
    }

    @Test
    void theRestOfTheLineIsText() {
        var given = match("neighbor 10.0.0.1 shutdown back at noon").given();
        assertThat(given.word("NEIGHBOR")).isEqualTo("10.0.0.1");
        assertThat(given.words("TEXT")).containsExactly("back", "at", "noon");
    }

    @Test
    void anOptionalKeywordTellsWhetherItWasThere() {
        assertThat(match("show route 10.0.0.1 why").given().optionalWord("why")).isPresent();
        assertThat(match("show route 10.0.0.1").given().optionalWord("why")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--socket /x show routes --limit 5 --best",
                "show --limit=5 --bes routes --socket=/x",
                "show routes --best --limit 5 --socket /x",
            })
    void optionsStandAnywhereAndMayBeShortened(String line) {
        var given = match(line).given();
        assertThat(given.option("--socket")).contains("/x");
        assertThat(given.number("--limit", 1, 9)).hasValue(5);
        assertThat(given.has("--best")).isTrue();
    }

    @Test
    void behindTwoDashesEverythingIsAWord() {
        assertThat(match("neighbor x shutdown -- --now").given().words("TEXT"))
                .containsExactly("--now");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shwo neighbors | unknown word `shwo` | did you mean `show`?",
                "show nieghbors | unknown word `show nieghbors` | did you mean `neighbors`?",
                "sh | `show` goes on with: neighbors, counters, router, routes, route, rejected, policies, rpki, originated, bfd, kernel, nexthops, lanes, config | godwit help show",
                "show ip | `show ip` goes on with: bgp | godwit help show",
                "show route | `show route` goes on with: PREFIX | godwit help show",
                "neighbor x shutdwon | unknown word `neighbor x shutdwon` | did you mean `shutdown`?",
                "show routes --bets | unknown option --bets | did you mean `--best`?",
                "show routes --limit | --limit needs a value: N | ''",
                "show routes --best=1 | --best takes no value | ''",
                "version --limit 3 | unknown option --limit | possible here: --socket, --daemon, --json, --help",
                "stop now | `stop` takes no further word: now | ''",
            })
    void whatIsWrongIsNamedWithWhatIsPossible(String line, String message, String help) {
        assertThatThrownBy(() -> match(line))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        e -> {
                            assertThat(e.status()).isEqualTo(Exit.USAGE);
                            assertThat(e.getMessage()).isEqualTo(message);
                            assertThat(e.help().orElse("")).isEqualTo(help);
                        });
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "2s,2000", "2,2000", "5m,300000", "1h,3600000"})
    void timesHaveUnits(String text, long millis) {
        var given = match("show neighbors --watch " + text).given();
        assertThat(given.duration("--watch").orElseThrow().toMillis()).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "2 s", "25h", "1d", "999999999s"})
    void whatIsNoTimeIsRefused(String text) {
        var given = grammar.match(List.of("show", "neighbors", "--watch=" + text)).given();
        assertThatThrownBy(() -> given.duration("--watch")).isInstanceOf(Refusal.class);
    }

    @Test
    void everyMainSyntaxFindsItsOwnCommand() {
        for (var command : grammar.commands()) {
            var words = new java.util.ArrayList<String>();
            for (var element : command.syntax().elements()) {
                words.add(element.keyword() ? element.spellings().get(0) : "x");
            }
            assertThat(grammar.match(words).command()).isSameAs(command);
        }
    }

    /// Options are read before the command is known, so a name takes a value everywhere or nowhere.
    @Test
    void anOptionTakesAValueEverywhereOrNowhere() {
        var takes = new HashMap<String, Boolean>();
        for (var command : grammar.commands()) {
            var names = new HashSet<String>();
            for (var option : command.options()) {
                assertThat(names.add(option.name()))
                        .as(command.syntax().text() + " " + option.name())
                        .isTrue();
                assertThat(takes.putIfAbsent(option.name(), option.takesValue()))
                        .as(option.name())
                        .isIn(null, option.takesValue());
            }
        }
    }
}
