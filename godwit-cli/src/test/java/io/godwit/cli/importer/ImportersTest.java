package io.godwit.cli.importer;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.importer.arouteserver.ArouteserverImporter;
import io.godwit.cli.importer.bird.BirdImporter;
import io.godwit.cli.importer.frr.FrrImporter;
import io.godwit.cli.importer.gobgp.GobgpImporter;
import io.godwit.cli.importer.openbgpd.OpenbgpdImporter;
import io.godwit.config.ConfigReader;
import io.godwit.config.Sources;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;

/// Whole files in, whole files and all notes out. The files are such as the daemons themselves
/// take.
final class ImportersTest {
    private static String resource(String name) throws IOException {
        try (var in = ImportersTest.class.getResourceAsStream("/import/" + name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Draft imported(String daemon, List<String> files) throws IOException {
        var contents = new HashMap<String, String>();
        for (var file : files) {
            contents.put(file, resource(daemon + "/" + file));
        }
        var draft = new Draft(String.join(" ", files));
        var texts = new Texts(Sources.of(contents));
        switch (daemon) {
            case "bird" -> BirdImporter.run(files, texts, draft);
            case "frr" -> FrrImporter.run(files, texts, draft);
            case "gobgp" -> GobgpImporter.run(files, texts, draft);
            case "openbgpd" -> OpenbgpdImporter.run(files, texts, draft);
            default -> ArouteserverImporter.run(files, texts, draft);
        }
        return draft;
    }

    @ParameterizedTest
    @CsvSource({
        "bird,edge.conf",
        "bird,members.conf",
        "frr,edge.conf",
        "gobgp,server.toml",
        "openbgpd,bgpd.conf",
        "arouteserver,general.yml clients.yml"
    })
    void filesBecomeOursAndNothingIsLostSilently(String daemon, String names) throws IOException {
        var files = List.of(names.split(" "));
        var draft = imported(daemon, files);
        String expected = daemon + "/" + files.get(0);
        assertThat(draft.text()).isEqualTo(resource(expected + ".godwit"));
        assertThat(
                        draft.notes().stream()
                                .map(Note::line)
                                .collect(Collectors.joining("\n", "", "\n")))
                .isEqualTo(resource(expected + ".notes"));
    }

    @ParameterizedTest
    @CsvSource({"bird,edge.conf", "bird,members.conf", "frr,edge.conf", "openbgpd,bgpd.conf"})
    void whatComesOutIsAConfiguration(String daemon, String file) throws IOException {
        String text = imported(daemon, List.of(file)).text();
        var reading = ConfigReader.read("godwit.conf", Sources.of("godwit.conf", text));
        assertThat(reading.errors()).as(reading.text()).isZero();
    }

    /// RFC 5065: each says it in pieces of its own.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frr   | router bgp 65002;;bgp confederation identifier 100;;bgp confederation peers"
                        + " 65001 65003;;neighbor 10.0.1.1 remote-as 65001",
                "bird  | protocol bgp a { local as 65002; neighbor 10.0.1.1 as 65001; confederation"
                        + " 100; confederation member yes; ipv4 { import all; }; };;protocol bgp c"
                        + " { local as 65002; neighbor 10.0.2.2 as 65003; confederation 100;"
                        + " confederation member yes; ipv4 { import all; }; };;protocol bgp y {"
                        + " local as 65002; neighbor 10.0.5.2 as 300; confederation 100; ipv4 {"
                        + " import all; }; }",
                "gobgp | [global.config];;as = 65002;;router-id = \"10.255.0.2\""
                        + ";;[global.confederation.config];;enabled = true;;identifier = 100;;"
                        + "member-as-list = [65001, 65003]",
            })
    void confederationsAreOneStatement(String daemon, String lines) {
        var draft = importedLines(daemon, lines);
        assertThat(draft.text()).contains("confederation 100 members 65002, 65001, 65003;");
        assertThat(draft.notes()).noneMatch(note -> note.line().contains("confederation"));
    }

    /// The optional attributes of the state machine, and what surrounds them.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bird | protocol bgp x { local as 65001; neighbor 10.0.2.2 as 65003; min hold time 9;"
                        + " send hold time 300; error wait time 5, 60; ipv4 { import all; }; }"
                        + " | min-hold-time 9, send-hold-time 300, idle-hold 5, idle-hold-max 60",
                "frr | router bgp 65001;; bgp minimum-holdtime 9;; neighbor 10.0.2.2 remote-as"
                        + " 65003;; neighbor 10.0.2.2 timers delayopen 5"
                        + " | delay-open 5, min-hold-time 9",
                "gobgp | [global.config];;as = 65001;;[[neighbors]];;[neighbors.config];;"
                        + "neighbor-address = \"10.0.2.2\";;peer-as = 65003;;"
                        + "[neighbors.timers.config];;idle-hold-time-after-reset = 5 | idle-hold 5",
                "openbgpd | AS 65001;;holdtime min 9;;send-holdtime 300;;neighbor 10.0.2.2 {;;"
                        + "remote-as 65003;;};; | min-hold-time 9, send-hold-time 300",
                "openbgpd | AS 65001;;holdtime min 9;;neighbor 10.0.2.2 {;;remote-as 65003;;"
                        + "holdtime 60;;holdtime min 5;;send-holdtime 120;;};;"
                        + " | hold-time 60, min-hold-time 5, send-hold-time 120",
            })
    void timersOfTheStateMachineAreTaken(String daemon, String lines, String expected) {
        var draft = importedLines(daemon, lines);
        String text = draft.text();
        assertThat(text.substring(text.indexOf("neighbor 10.0.2.2")))
                .contains(expected.replace(", ", ";\n    ") + ";");
        assertThat(draft.notes()).noneMatch(note -> note.line().contains("time "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frr   | router bgp 65002;;bgp always-compare-med;;bgp bestpath med missing-as-worst"
                        + " | always-compare-med; missing-med-worst",
                "frr   | router bgp 65002;;no bgp always-compare-med;;bgp deterministic-med | ''",
                "frr   | allow-reserved-ranges;;router bgp 65002 | martians accept",
                "bird  | protocol bgp a { local as 65002; neighbor 10.0.1.1 as 65001; med metric"
                        + " on; ipv4 { import all; }; } | always-compare-med",
                "gobgp | [global.config];;as = 65002;;[global.route-selection-options.config];;"
                        + "always-compare-med = true | always-compare-med",
            })
    void medIsComparedAsThere(String daemon, String lines, String expected) {
        var draft = importedLines(daemon, lines);
        for (String word : List.of("always-compare-med", "missing-med-worst", "martians accept")) {
            assertThat(draft.text().contains(word + ";")).isEqualTo(expected.contains(word));
        }
        assertThat(draft.notes()).noneMatch(note -> note.lost() && note.line().contains("med"));
    }

    /// Any AS but ours is taken where it is said so, and nowhere else; what filters say of AS 0
    /// stays.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bird | protocol bgp x { local as 65001; neighbor 10.0.2.2 external; ipv4 { import"
                        + " where (0, 65001) ~ bgp_community; export none; }; }"
                        + " | neighbor 10.0.2.2 | external",
                "bird | protocol bgp x { local as 65001; neighbor 10.0.2.2; ipv4 { import all; }; }"
                        + " | neighbor 10.0.2.2 | ''",
                "bird | protocol bgp x { local as 65001; neighbor 10.0.2.2 internal; ipv4 { import"
                        + " all; }; } | neighbor 10.0.2.2 | 65001",
                "frr | router bgp 65001;; neighbor 10.0.2.2 remote-as external"
                        + " | neighbor 10.0.2.2 | external",
                "frr | router bgp 65001;; neighbor eth0 interface remote-as internal"
                        + " | neighbor %eth0 | 65001",
                "frr | router bgp 65001;; neighbor up peer-group;; neighbor up remote-as external;;"
                        + " neighbor eth0 interface peer-group up | group up | external",
                "frr | router bgp 65001;; neighbor fe80::2 remote-as 65002;; neighbor fe80::2"
                        + " interface eth1 | neighbor fe80::2%eth1 | 65002",
                "frr | router bgp 65001;; neighbor 10.0.2.2 remote-as auto | neighbor 10.0.2.2 | ''",
            })
    void anyExternalAsIsTakenWhereItIsSaid(String daemon, String lines, String head, String as) {
        String text = importedLines(daemon, lines).text();
        assertThat(text.contains(head + " {" + (as.isEmpty() ? "" : "\n    as " + as + ";")))
                .as(text)
                .isEqualTo(!as.isEmpty());
        assertThat(text).doesNotContain("(peer.as)");
    }

    private static Draft importedLines(String daemon, String lines) {
        String file = daemon.equals("gobgp") ? "x.toml" : "x.conf";
        var draft = new Draft(file);
        var texts = new Texts(Sources.of(file, lines.replace(";;", "\n") + "\n"));
        switch (daemon) {
            case "bird" -> BirdImporter.run(List.of(file), texts, draft);
            case "frr" -> FrrImporter.run(List.of(file), texts, draft);
            case "openbgpd" -> OpenbgpdImporter.run(List.of(file), texts, draft);
            default -> GobgpImporter.run(List.of(file), texts, draft);
        }
        return draft;
    }

    /// RFC 4724: the same words, or the same silence. What is expected: the words of the neighbor
    /// 10.0.2.2.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bird | ipv4 { import all; }; | ''",
                "bird | graceful restart; graceful restart time 90; | graceful-restart yes, restart-time 90",
                "bird | graceful restart aware; | graceful-restart helper",
                "bird | graceful restart on; graceful restart off; | graceful-restart no",
                "frr | '' | ''",
                "frr | bgp graceful-restart;;bgp graceful-restart restart-time 90"
                        + " | graceful-restart yes, restart-time 90",
                "frr | bgp graceful-restart stalepath-time 300;;bgp graceful-restart"
                        + " select-defer-time 60 | stale-time 300, deferral-time 60",
                "frr | bgp graceful-restart;;neighbor 10.0.2.2 graceful-restart-helper"
                        + " | graceful-restart helper",
                "frr | neighbor 10.0.2.2 graceful-restart;;neighbor 10.0.2.2"
                        + " graceful-restart-disable | graceful-restart no",
                "frr | bgp graceful-restart-disable | graceful-restart no",
                "bird | long lived graceful restart on; long lived stale time 100;"
                        + " | long-lived-restart yes, long-lived-stale-time 100",
                "bird | ipv4 { import all; long lived graceful restart aware; };"
                        + " | long-lived-restart helper",
                "frr | bgp long-lived-graceful-restart stale-time 100"
                        + " | long-lived-restart yes, long-lived-stale-time 100",
                "gobgp | enabled = true;;[[neighbors.afi-safis]];;[neighbors.afi-safis.config];;"
                        + "afi-safi-name = \"ipv4-unicast\";;"
                        + "[neighbors.afi-safis.long-lived-graceful-restart.config];;"
                        + "enabled = true;;restart-time = 100"
                        + " | graceful-restart yes, long-lived-restart yes,"
                        + " long-lived-stale-time 100",
                "gobgp | '' | ''",
                "gobgp | enabled = true;;restart-time = 90;;stale-routes-time = 300;;deferral-time"
                        + " = 60 | graceful-restart yes, restart-time 90, stale-time 300,"
                        + " deferral-time 60",
                "gobgp | enabled = true;;helper-only = true | graceful-restart helper",
                "gobgp | enabled = false | graceful-restart no",
            })
    void restartsAreSaidAlike(String daemon, String lines, String expected) {
        String text =
                switch (daemon) {
                    case "bird" ->
                            "protocol bgp x { local as 65001; neighbor 10.0.2.2 as 65003; "
                                    + lines
                                    + " }";
                    case "frr" -> "router bgp 65001;; neighbor 10.0.2.2 remote-as 65003;; " + lines;
                    default ->
                            "[global.config];;as = 65001;;[[neighbors]];;[neighbors.config];;"
                                    + "neighbor-address = \"10.0.2.2\";;peer-as = 65003;;"
                                    + "[neighbors.graceful-restart.config];;"
                                    + lines;
                };
        var draft = importedLines(daemon, text);
        String said =
                draft.text()
                        .lines()
                        .map(String::strip)
                        .filter(l ->
                                l.matches(
                                        "(graceful-restart|long-lived|(restart|stale|deferral)-time).*"))
                        .map(l -> l.replace(";", ""))
                        .collect(Collectors.joining(", "));
        assertThat(said).isEqualTo(expected);
        assertThat(draft.notes()).noneMatch(note -> note.line().contains("graceful"));
    }

    @ParameterizedTest
    @CsvSource({
        "^$,as-path.length = 0",
        ".*,true",
        "^65001_,as-path matches \"^ 65001\"",
        "_65001$,as-path matches \"65001 $\"",
        "^65001(_65001)*$,as-path matches \"^ 65001 65001* $\"",
        "^65001_[0-9]+$,as-path matches \"^ 65001 . $\"",
        "_(64512|64513)_,as-path matches \"[64512 64513]\"",
        "^65001_.*$,as-path matches \"^ 65001 .* $\"",
        "65001,",
        "^65001,",
        "6500[1-5]_,",
        "_65001.*,"
    })
    void expressionsOverPathsAreAboutWholeNumbers(String regex, String asked) {
        assertThat(AsPathRegex.of(regex).map(Condition::text).orElse(null)).isEqualTo(asked);
    }

    @Test
    void aFilterThatBranchesWithoutEndRejects() {
        var text = new StringBuilder("router id 192.0.2.1;\nfunction f() {\n");
        for (int i = 0; i < 60; i++) {
            text.append("if bgp_path.len > ")
                    .append(i)
                    .append(" then { x = ")
                    .append(i)
                    .append("; }\n");
        }
        text.append("return net.len > 20;\n}\nprotocol bgp one { local as 64500;")
                .append(
                        " neighbor 192.0.2.2 as 64511; ipv4 { import where f(); export none; }; }\n");
        var draft = new Draft("f.conf");
        BirdImporter.run(
                List.of("f.conf"), new Texts(Sources.of("f.conf", text.toString())), draft);
        assertThat(draft.text()).contains("reject \"not-carried-over\";\n}");
        assertThat(draft.notes()).anyMatch(Note::lost);
    }
}
