package io.godwit.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.importer.openbgpd.OpenbgpdImporter;
import io.godwit.config.Sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.stream.Collectors;

/// bgpd.conf(5), FILTER: the last rule that matches decides, `quick` ends, every rule that matches
/// sets.
final class OpenbgpdRulesTest {
    private static final String HEAD =
            "AS 65001\nfib-update no\nprefix-set p { 10.0.0.0/8 or-longer }\n"
                    + "neighbor 192.0.2.2 {\nremote-as 65002\nenforce neighbor-as no\n}\n";

    private static Draft imported(String text) {
        var draft = new Draft("bgpd.conf");
        OpenbgpdImporter.run(List.of("bgpd.conf"), new Texts(Sources.of("bgpd.conf", text)), draft);
        return draft;
    }

    /// What stands in the policy of the neighbor, on one line.
    private static String policy(String rules) {
        return imported(HEAD + rules.replace(" ; ", "\n") + "\n")
                .text()
                .lines()
                .dropWhile(l -> !l.startsWith("policy 192.0.2.2-in"))
                .skip(1)
                .takeWhile(l -> !l.equals("}"))
                .map(String::strip)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allow from any ; deny from any prefix-set p | reject \"prefix-set p\" if prefix in p;"
                        + " accept;",
                "deny quick from any prefix-set p ; allow from any inet |"
                        + " reject \"prefix-set p\" if prefix in p; accept if family = ipv4;"
                        + " reject \"no rule allows it\";",
                "deny from any AS 1 ; allow from any set localpref 5 | set local-pref 5; accept;",
                "allow from any AS 1 ; deny from any max-as-len 9 ; allow from ibgp ; deny to any |"
                        + " reject \"max-as-len 9\" if as-path.length > 9;"
                        + " accept if as-path contains 1; reject \"no rule allows it\";",
                "allow from any community 1:2 ; match from any set community delete 1:* |"
                        + " if community has 1:2 { remove community 1:*; accept; }"
                        + " remove community 1:*; reject \"no rule allows it\";",
                "allow from any inet prefixlen 8 >< 16 | accept if family = ipv4 and"
                        + " prefix.length in [ 0..7, 17..32 ]; reject \"no rule allows it\";",
                "allow from any prefix { 10.0.0.0/8 prefixlen >= 20, 192.0.2.0/24 maxlen 26 } |"
                        + " accept if prefix in [ 10.0.0.0/8{20,32}, 192.0.2.0/24{24,26} ];"
                        + " reject \"no rule allows it\";",
                "allow from any source-as { 65001, 7 } | accept if as-path.last in [ 65001, 7 ] or"
                        + " as-path.length = 0; reject \"no rule allows it\";",
                "allow from any transit-as { 5 - 9, 12 } | accept if as-path matches"
                        + " \"[5..9 12] .\"; reject \"no rule allows it\";",
                "allow from any max-as-seq 3 ; allow from any AS 1 | # not carried over, see"
                        + " bgpd.conf:8: allow from any max-as-seq 3 accept if as-path contains 1;"
                        + " reject \"no rule allows it\";",
                "allow from any ; deny from any prefix-set p max-as-seq 3 |"
                        + " # not carried over, see bgpd.conf:9: deny from any prefix-set p"
                        + " max-as-seq 3 reject \"not-carried-over\" if prefix in p; accept;",
            })
    void theLastRuleDecides(String rules, String expected) {
        assertThat(policy(rules)).isEqualTo(expected);
    }

    @Test
    void anInlineTableOfOriginsIsNotGuessed() {
        var draft =
                imported(
                        HEAD
                                + "roa-set { 192.0.2.0/24 source-as 7 }\n"
                                + "allow from any\ndeny from ebgp ovs invalid\n");
        assertThat(draft.text())
                .contains("reject \"not-carried-over\";\n}")
                .doesNotContain("accept");
    }

    @Test
    void moreBranchesThanCanBeReadAreNotCarriedOver() {
        var rules = new StringBuilder(HEAD);
        for (int i = 0; i < 40; i++) {
            rules.append("allow from any community 1:%d set community delete 1:*\n".formatted(i));
        }
        var draft = imported(rules.toString());
        assertThat(draft.text()).contains("not-carried-over").hasSizeLessThan(100_000);
        assertThat(draft.notes()).anyMatch(n -> n.why().contains("change what it asks"));
    }
}
