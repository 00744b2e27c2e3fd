package io.godwit.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.json.Json;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/// The configuration of a running daemon changes: over sockets, with neighbors that say when their
/// session ends.
class ReloadTest {
    private static final String ROUTER =
            "router { as 65001; id 10.0.0.1; listen 127.0.0.1 port PORT }\n";
    private static final String TWO =
            "neighbor 127.0.0.2 { as 65002; passive; import accept; export accept }\n";
    private static final String THREE =
            "neighbor 127.0.0.3 { as 65003; passive; import accept; export accept }\n";

    /// A daemon from a file; the port is that of the first start ever after.
    private static Bench bench(String text) throws Exception {
        int port = DaemonTest.freePort();
        Bench bench = new Bench(65001, "10.0.0.1");
        bench.listenPort = port;
        return bench.write(ROUTER.replace("PORT", "" + port) + text).start();
    }

    private static void rewrite(Bench bench, String text) throws IOException {
        bench.write(ROUTER.replace("PORT", "" + bench.listenPort) + text);
    }

    private static RawNeighbor up(Bench bench, String address, long as) throws Exception {
        RawNeighbor raw = new RawNeighbor(address, bench.listenPort);
        raw.establish(as, "10.0.0." + address.charAt(address.length() - 1));
        bench.until(address, () -> bench.established(address));
        return raw;
    }

    private static List<String> effects(Bench bench, String arguments) throws IOException {
        List<String> all = new ArrayList<>();
        for (Json.Obj row : bench.rows("reload", arguments)) {
            for (Json difference : row.items("differences")) {
                all.add(effect(row, (Json.Obj) difference));
            }
        }
        return all;
    }

    private static String effect(Json.Obj row, Json.Obj difference) {
        String what =
                difference.string("mark").orElse("")
                        + " "
                        + row.string("neighbor").orElse(row.string("subject").orElse(""))
                        + " "
                        + difference.string("option").orElse("")
                        + difference.string("to").orElse("");
        return what.strip();
    }

    @Test
    void addsAndRemovesNeighborsWithoutTouchingTheOthers() throws Exception {
        try (Bench bench = bench(TWO + THREE);
                RawNeighbor _ = up(bench, "127.0.0.2", 65002);
                RawNeighbor three = up(bench, "127.0.0.3", 65003)) {
            rewrite(
                    bench,
                    TWO
                            + "neighbor 127.0.0.4 { as 65004; passive; import accept; export"
                            + " accept }\noriginate 192.0.2.0/24;\n");
            assertThat(effects(bench, "\"dry_run\":true"))
                    .containsExactly("+ 127.0.0.4", "- 127.0.0.3", "+ originate 192.0.2.0/24");
            assertThat(bench.established("127.0.0.3")).as("a dry run changes nothing").isTrue();
            assertThat(effects(bench, "")).hasSize(3);
            assertThat(three.notification()).as("Cease / Peer De-configured").isEqualTo("0603");
            try (RawNeighbor _ = up(bench, "127.0.0.4", 65004)) {
                assertThat(bench.neighbor("127.0.0.2").integer("flaps")).hasValue(0);
                assertThat(bench.routes("\"prefix\":\"192.0.2.0/24\"")).hasSize(1);
                assertThat(bench.end("show neighbor", "\"address\":\"127.0.0.3\"").string("code"))
                        .contains("GW-3003");
            }
        }
    }

    @Test
    void holdTimeWaitsForTheNextSessionAndTheAsResets() throws Exception {
        try (Bench bench = bench(TWO);
                RawNeighbor two = up(bench, "127.0.0.2", 65002)) {
            rewrite(bench, TWO.replace("passive;", "passive; hold-time 30; name \"r2\";"));
            assertThat(effects(bench, ""))
                    .containsExactly("~ 127.0.0.2 namer2", "~ 127.0.0.2 hold-time30");
            assertThat(bench.neighbor("127.0.0.2").string("name")).contains("r2");
            assertThat(bench.neighbor("127.0.0.2").integer("flaps")).hasValue(0);
            rewrite(bench, TWO.replace("65002", "65022"));
            assertThat(effects(bench, "")).contains("! 127.0.0.2 as65022");
            assertThat(two.notification())
                    .as("Cease / Other Configuration Change")
                    .isEqualTo("0606");
            try (RawNeighbor _ = up(bench, "127.0.0.2", 65022)) {
                assertThat(bench.neighbor("127.0.0.2").integer("flaps")).hasValue(1);
            }
        }
    }

    /// Routes that were refused are still here, so nobody has to send them again.
    @Test
    void anotherImportPolicyJudgesWhatWasSentWithoutAReset() throws Exception {
        try (Bench bench = bench(TWO.replace("import accept", "import reject"));
                RawNeighbor two = up(bench, "127.0.0.2", 65002)) {
            two.message(
                    RawNeighbor.UPDATE,
                    "0000 0014 40010100 40020602010000fdea 4003047f000002 18c00002");
            bench.until("rejected", () -> bench.routes("\"rejected\":true").size() == 1);
            rewrite(bench, TWO);
            assertThat(effects(bench, "")).containsExactly("~ 127.0.0.2 importaccept");
            bench.until("accepted", () -> bench.routes("\"best\":true").size() == 1);
            assertThat(bench.end("rollback", "").integer("status")).hasValue(0);
            bench.until("rejected", () -> bench.routes("\"rejected\":true").size() == 1);
            assertThat(bench.neighbor("127.0.0.2").integer("flaps")).hasValue(0);
        }
    }

    /// Who would lose most of its routes is asked for: the operator says so, or nothing happens.
    @Test
    void aChangeThatLosesTooMuchIsRefusedUnlessForced() throws Exception {
        try (Bench bench = bench(TWO);
                RawNeighbor two = up(bench, "127.0.0.2", 65002)) {
            two.message(
                    RawNeighbor.UPDATE,
                    "0000 0014 40010100 40020602010000fdea 4003047f000002 18c00002 18c63364");
            bench.until("accepted", () -> bench.routes("\"best\":true").size() == 2);
            rewrite(bench, TWO.replace("import accept", "import reject"));
            Json.Obj end = bench.end("reload", "");
            assertThat(end.string("code")).contains("GW-3012");
            assertThat(end.string("message").orElse(""))
                    .contains("127.0.0.2 would lose 2 of 2 accepted routes")
                    .contains("nothing was changed");
            assertThat(bench.routes("\"best\":true")).hasSize(2);
            Json.Obj routes =
                    bench.rows("reload", "\"dry_run\":true")
                            .getFirst()
                            .object("imports")
                            .orElseThrow();
            assertThat(routes.integer("lost")).hasValue(2);
            assertThat(routes.items("examples")).hasSize(2);
            assertThat(bench.end("reload", "\"force\":true").integer("status")).hasValue(0);
            bench.until("rejected", () -> bench.routes("\"rejected\":true").size() == 2);
        }
    }

    /// A policy that only moved in its file judges as before.
    @Test
    void rangeWhosePolicyStandsElsewhereIsTheSame() throws Exception {
        String range =
                "policy in { reject \"long\" if prefix.length > 24; accept }\n"
                        + "neighbor 127.0.9.0/24 { as 65009; import in; export reject }\n";
        try (Bench bench = bench(range)) {
            rewrite(bench, "# a line more\n" + range);
            assertThat(bench.rows("reload", "\"dry_run\":true")).isEmpty();
            rewrite(bench, range.replace("24;", "23;"));
            assertThat(bench.rows("reload", "\"dry_run\":true")).hasSize(1);
        }
    }

    /// As when the files of the members are not where they were: `include` then finds none.
    @Test
    void aChangeThatEndsMostSessionsIsRefusedUnlessForced() throws Exception {
        try (Bench bench = bench(TWO + THREE);
                RawNeighbor _ = up(bench, "127.0.0.2", 65002);
                RawNeighbor _ = up(bench, "127.0.0.3", 65003)) {
            rewrite(bench, TWO);
            assertThat(bench.end("reload", "\"dry_run\":true").integer("status")).hasValue(0);
            rewrite(bench, "");
            assertThat(bench.end("reload", "").string("message").orElse(""))
                    .contains("2 of 2 established sessions would end")
                    .contains("nothing was changed");
            assertThat(bench.established("127.0.0.2")).isTrue();
            assertThat(bench.end("reload", "\"force\":true").integer("status")).hasValue(0);
            assertThat(bench.rows("show neighbors", "")).isEmpty();
        }
    }

    @Test
    void aBrokenFileChangesNothingAndTheCallerIsTold() throws Exception {
        try (Bench bench = bench(TWO);
                RawNeighbor _ = up(bench, "127.0.0.2", 65002)) {
            rewrite(bench, THREE + "nieghbor 127.0.0.4 { as 65004 }\n");
            List<Json.Obj> lines = bench.ask("{\"command\":\"reload\"}");
            assertThat(lines.getFirst().object("head").orElseThrow().string("text").orElse(""))
                    .contains("GW-1002")
                    .contains("did you mean `neighbor`?");
            Json.Obj end = lines.getLast().object("end").orElseThrow();
            assertThat(end.string("code")).contains("GW-3011");
            assertThat(end.integer("status")).hasValue(1);
            assertThat(bench.established("127.0.0.2")).isTrue();
            Json.Obj state = bench.rows("show config", "").getFirst();
            assertThat(state.bool("last_success")).contains(false);
            assertThat(state.string("last_text").orElse("")).contains("nothing was changed");
            bench.until("logged", () -> bench.logged().contains("error configuration-refused"));
        }
    }

    @Test
    void whatNeedsARestartIsRefusedAsAWhole() throws Exception {
        try (Bench bench = bench(TWO)) {
            bench.write(
                    "router { as 65009; id 10.0.0.1; listen 127.0.0.1 port "
                            + (bench.listenPort + 1)
                            + " }\n"
                            + TWO
                            + THREE);
            Json.Obj end = bench.end("reload", "");
            assertThat(end.string("code")).contains("GW-3012");
            assertThat(end.string("message").orElse(""))
                    .contains("`as` 65001 → 65009")
                    .contains("`listen`");
            assertThat(bench.rows("show neighbors", "")).hasSize(1);
        }
    }

    @Test
    void whoDoesNotConfirmGoesBack() throws Exception {
        try (Bench bench = bench(TWO);
                RawNeighbor _ = up(bench, "127.0.0.2", 65002)) {
            rewrite(bench, TWO + THREE);
            bench.end("reload", "\"confirm_seconds\":1");
            assertThat(bench.rows("show neighbors", "")).hasSize(2);
            assertThat(bench.rows("show config", "").getFirst().integer("confirm_seconds"))
                    .isPresent();
            assertThat(bench.end("reload", "").string("help").orElse(""))
                    .contains("godwit confirm");
            bench.until("back", () -> bench.rows("show neighbors", "").size() == 1);
            assertThat(bench.established("127.0.0.2")).isTrue();
            assertThat(bench.end("confirm", "").string("code")).contains("GW-3013");
        }
    }

    @Test
    void confirmedChangesStayAndRollbackUndoesThem() throws Exception {
        try (Bench bench = bench(TWO)) {
            assertThat(bench.end("rollback", "").string("code")).contains("GW-3013");
            rewrite(bench, TWO + THREE + "originate 192.0.2.0/24;");
            bench.end("reload", "\"confirm_seconds\":1");
            assertThat(bench.end("confirm", "").integer("status")).hasValue(0);
            assertThat(bench.rows("show config", "").getFirst().string("last_text"))
                    .contains("confirmed");
            Thread.sleep(1200);
            assertThat(bench.rows("show neighbors", "")).hasSize(2);
            assertThat(bench.end("rollback", "").integer("status")).hasValue(0);
            assertThat(bench.rows("show neighbors", "")).hasSize(1);
            assertThat(bench.routes("")).isEmpty();
        }
    }

    /// What an operator did by command is no affair of the file.
    @Test
    void routesAndShutdownsByCommandOutliveAReload() throws Exception {
        try (Bench bench = bench(TWO)) {
            bench.end("originate", "\"prefix\":\"203.0.113.0/24\"");
            bench.end("neighbor shutdown", "\"address\":\"127.0.0.2\"");
            rewrite(
                    bench,
                    TWO.replace("passive;", "passive; hold-time 30;") + "originate 192.0.2.0/24;");
            bench.end("reload", "");
            assertThat(bench.routes("")).hasSize(2);
            assertThat(bench.neighbor("127.0.0.2").bool("admin_down")).contains(true);
            assertThat(bench.rows("show config", "").getFirst().items("by_command")).hasSize(2);
        }
    }

    /// `policy diff` looks at any file; only that of the start is carried out.
    @Test
    void anotherFileCanOnlyBeTried() throws Exception {
        try (Bench bench = bench(TWO)) {
            var other = Files.createTempFile("other", ".conf");
            Files.writeString(other, ROUTER.replace("PORT", "" + bench.listenPort) + TWO + THREE);
            String file = "\"file\":\"" + other + "\"";
            assertThat(effects(bench, file + ",\"dry_run\":true")).containsExactly("+ 127.0.0.3");
            assertThat(bench.end("reload", file).string("code")).contains("GW-3012");
            Files.delete(other);
        }
    }

    /// The next start reads what commands with `--save` wrote; a word that no file can take is no
    /// change at all.
    @Test
    void savedCommandsAreInTheFilesOfTheNextStart() throws Exception {
        String save =
                "save-commands-to \"saved.conf\";\n"
                        + "group others { import reject; export reject }\n";
        String two = TWO.replace("passive;", "passive; name \"two\";");
        try (Bench bench = bench(save + two)) {
            var saved = bench.file.orElseThrow().resolveSibling("saved.conf");
            String add = "\"action\":\"add\",\"address\":\"127.0.0.3\",\"text\":";
            Json.Obj bad = bench.end("save", add + "\"as 0\"");
            assertThat(bad.string("code")).contains("GW-3011");
            assertThat(saved).doesNotExist();
            String good = "\"as 65003; passive; import accept; export accept\"";
            assertThat(bench.end("save", add + good).integer("status")).hasValue(0);
            assertThat(bench.rows("show neighbors", "")).hasSize(2);
            bench.end("save", "\"action\":\"originate\",\"prefix\":\"192.0.2.0/24\"");
            bench.end("save", "\"action\":\"shutdown\",\"address\":\"127.0.0.2\",\"text\":\"x\"");
            assertThat(Files.readAllLines(saved))
                    .contains("originate 192.0.2.0/24;", "keep-down 127.0.0.2 \"x\";");
            assertThat(bench.routes("")).hasSize(1);
            assertThat(bench.neighbor("127.0.0.2").bool("admin_down")).contains(true);
            assertThat(effects(bench, "\"dry_run\":true")).isEmpty();
            String four = "\"action\":\"add\",\"address\":\"127.0.0.4\",\"text\":";
            bench.end("save", four + "\"in others; as 65004; shutdown\"");
            assertThat(Files.readAllLines(saved))
                    .contains("neighbor 127.0.0.4 in others { as 65004; shutdown }");
            bench.end("save", "\"action\":\"enable\",\"address\":\"two\"");
            assertThat(Files.readString(saved)).doesNotContain("keep-down");
            assertThat(bench.neighbor("127.0.0.2").bool("admin_down")).contains(false);
            assertThat(
                            bench.end("save", "\"action\":\"remove\",\"address\":\"127.0.0.2\"")
                                    .string("message")
                                    .orElse(""))
                    .contains("it stands at");
            assertThat(
                            bench.end("save", "\"action\":\"remove\",\"address\":\"127.0.0.9\"")
                                    .string("message")
                                    .orElse(""))
                    .contains("no file says `neighbor 127.0.0.9`");
            rewrite(bench, save + two + "originate 198.51.100.0/24;");
            assertThat(
                            bench.end("save", "\"action\":\"remove\",\"address\":\"127.0.0.3\"")
                                    .string("message")
                                    .orElse(""))
                    .contains("other changes that do not run yet");
            Files.delete(saved);
        }
    }
}
