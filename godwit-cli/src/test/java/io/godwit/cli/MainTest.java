package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.control.FakeDaemon;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

final class MainTest {
    private static final String DONE = "{\"end\":{\"status\":0}}";

    private final FakeDaemon daemon = new FakeDaemon();
    private final Screen screen =
            new Screen(false, Map.of("GODWIT_SOCKET", daemon.socket().toString()));

    @AfterEach
    void close() {
        daemon.close();
    }

    private static Json.Obj json(String text) {
        assertThat(JsonReader.read(text)).isInstanceOf(JsonReading.Ok.class);
        return (Json.Obj) ((JsonReading.Ok) JsonReader.read(text)).value();
    }

    @Test
    void withoutWordsTheCommandsAreListed() {
        assertThat(screen.run(List.of()).status()).isEqualTo(Exit.USAGE);
        assertThat(screen.out())
                .contains("show neighbors [NEIGHBOR]", "demo", "First steps:")
                .doesNotContain("warm-up");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "help",
                "--help",
                "help show",
                "show --help",
                "show routes --help",
                "show route -h"
            })
    void helpIsNoFailure(String line) {
        assertThat(screen.run(line).status()).isEqualTo(Exit.DONE);
        assertThat(screen.out()).isNotEmpty();
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void helpIsThereForProgramsToo() {
        screen.run("help neighbor --json");
        var commands = json(screen.out()).items("commands");
        assertThat(commands).hasSize(10);
        var first = (Json.Obj) commands.get(0);
        assertThat(first.string("syntax")).contains("neighbor NEIGHBOR shutdown [TEXT...]");
        assertThat(first.items("options")).hasSize(4);
    }

    @Test
    void usageErrorsAreStatusTwo() {
        assertThat(screen.run("shwo").status()).isEqualTo(Exit.USAGE);
        assertThat(screen.err())
                .isEqualTo("godwit: error: unknown word `shwo`\n  help: did you mean `show`?\n");
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void withoutADaemonTheSocketAndTheRemedyAreNamed() {
        daemon.close();
        assertThat(screen.run("show neighbors").status()).isEqualTo(Exit.NO_DAEMON);
        assertThat(screen.err())
                .contains(
                        "no daemon on " + daemon.socket(),
                        "there is no such socket",
                        "godwit run FILE",
                        "--socket PATH");
    }

    @Test
    void aDemoThatRunsIsPointedAt(@TempDir Path folder) throws IOException {
        var demo = Files.createFile(folder.resolve("godwit-demo.sock"));
        var env = Map.of("XDG_RUNTIME_DIR", folder.toString());
        var asked = new Screen(false, env).run("show neighbors");
        if (asked.status() == Exit.NO_DAEMON) {
            assertThat(asked.err()).contains("a demo runs: --socket " + demo);
        }
        var named = new Screen(false, env).run("show neighbors --socket " + folder.resolve("x"));
        assertThat(named.err()).doesNotContain("demo");
    }

    @Test
    void aSocketThatNobodyListensOnIsToldApart() throws IOException {
        daemon.close();
        var left = Files.createTempFile("godwit", ".sock");
        assertThat(screen.run("show router --socket " + left).status()).isEqualTo(Exit.NO_DAEMON);
        assertThat(screen.err()).contains("nobody listens on it");
        Files.delete(left);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "4, 4", "77, 1"})
    void theStatusOfTheAnswerIsTheStatusOfTheCommand(int answered, int status) {
        daemon.on(
                "originate",
                "{\"end\":{\"status\":"
                        + answered
                        + ",\"code\":\"GW-3002\",\"message\":\"no\",\"help\":\"do this\"}}");
        assertThat(screen.run("originate 10.0.0.0/8").status()).isEqualTo(status);
        assertThat(screen.err()).isEqualTo("godwit: error[GW-3002]: no\n  help: do this\n");
    }

    @Test
    void refusalsAreJsonWhenJsonIsAskedFor() {
        daemon.on(
                "originate",
                "{\"end\":{\"status\":1,\"code\":\"GW-3002\",\"message\":\"n\\\"o\"}}");
        assertThat(screen.run("originate 10.0.0.0/8 --json").status()).isEqualTo(Exit.FAILED);
        var error = json(screen.out()).object("error").orElseThrow();
        assertThat(error.string("code")).contains("GW-3002");
        assertThat(error.string("message")).contains("n\"o");
        assertThat(error.integer("status")).hasValue(1);
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void anAnswerThatBreaksOffIsALostDaemon() {
        daemon.on("show router", "{\"row\":{}}");
        var half = new FakeDaemon();
        assertThat(screen.run("show router --socket " + half.socket()).status())
                .isEqualTo(Exit.NO_DAEMON);
        assertThat(screen.err()).contains("lost the daemon");
        half.close();
    }

    @Test
    void deedsSendTheirArguments() {
        for (var command :
                List.of(
                        "originate",
                        "withdraw",
                        "neighbor shutdown",
                        "neighbor enable",
                        "neighbor clear",
                        "wait",
                        "stop")) {
            daemon.on(command, DONE);
        }
        for (var line :
                List.of(
                        "orig 192.0.2.0/24",
                        "withdraw 192.0.2.0/24",
                        "neighbor r2 shutdown back \"at\" 12",
                        "neighbor r2 enable",
                        "neighbor r2 clear",
                        "wait established r2 --timeout 1500ms",
                        "wait route 192.0.2.0/24",
                        "wait ready",
                        "stop")) {
            assertThat(screen.run(line).status()).as(line).isEqualTo(Exit.DONE);
        }
        assertThat(daemon.requests())
                .containsExactly(
                        "{\"command\":\"originate\",\"args\":{\"prefix\":\"192.0.2.0/24\"}}",
                        "{\"command\":\"withdraw\",\"args\":{\"prefix\":\"192.0.2.0/24\"}}",
                        "{\"command\":\"neighbor shutdown\",\"args\":{\"address\":\"r2\",\"text\":\"back \\\"at\\\" 12\"}}",
                        "{\"command\":\"neighbor enable\",\"args\":{\"address\":\"r2\"}}",
                        "{\"command\":\"neighbor clear\",\"args\":{\"address\":\"r2\"}}",
                        "{\"command\":\"wait\",\"args\":{\"what\":\"established\",\"address\":\"r2\",\"timeout_seconds\":2}}",
                        "{\"command\":\"wait\",\"args\":{\"what\":\"route\",\"prefix\":\"192.0.2.0/24\",\"timeout_seconds\":30}}",
                        "{\"command\":\"wait\",\"args\":{\"what\":\"ready\",\"timeout_seconds\":30}}",
                        "{\"command\":\"stop\",\"args\":{}}");
        assertThat(screen.out())
                .startsWith(
                        "192.0.2.0/24 originated\n192.0.2.0/24 withdrawn\nneighbor r2: shutdown\n");
    }

    @Test
    void refreshAllAsksEveryEstablishedNeighbor() {
        daemon.on("neighbor refresh", DONE)
                .on(
                        "show neighbors",
                        "{\"row\":{\"address\":\"10.0.0.1\",\"state\":\"Established\"}}",
                        "{\"row\":{\"address\":\"10.0.0.2\",\"state\":\"Idle\"}}",
                        "{\"row\":{\"address\":\"10.0.0.3\",\"state\":\"Established\"}}",
                        DONE);
        assertThat(screen.run("refresh bgp all import").status()).isEqualTo(Exit.DONE);
        assertThat(screen.out()).isEqualTo("asked 10.0.0.1, 10.0.0.3 for its routes\n");
        assertThat(daemon.requests()).hasSize(3);
    }

    @Test
    void waitReadyGivesUpInTime() {
        daemon.close();
        long before = System.nanoTime();
        assertThat(screen.run("wait ready --timeout 200ms").status()).isEqualTo(Exit.NO_DAEMON);
        assertThat(System.nanoTime() - before).isBetween(150_000_000L, 10_000_000_000L);
    }

    @Test
    void aReaderThatWentAwayEndsTheCommandQuietly() {
        var lines = new ArrayList<String>();
        for (int i = 0; i < 5000; i++) {
            lines.add("{\"row\":{\"prefix\":\"10.0.0.0/8\",\"as_path\":\"1 2 3\"}}");
        }
        lines.add(DONE);
        daemon.on("show routes", lines.toArray(String[]::new));
        var closed =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        var err = new java.io.ByteArrayOutputStream();
        var console =
                new Console(
                        new Output(closed),
                        new Output(err),
                        InputNone.STREAM,
                        false,
                        false,
                        screen.console().env());
        assertThat(Main.run(List.of("show", "routes"), console)).isEqualTo(Exit.DONE);
        assertThat(err.size()).isZero();
    }

    private static final class InputNone {
        private static final java.io.InputStream STREAM = java.io.InputStream.nullInputStream();
    }

    @Test
    void theVersionIsThatOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<version>" + Version.TEXT + "</version>");
        screen.run("version --json");
        assertThat(json(screen.out()).string("version")).contains(Version.TEXT);
    }

    @Test
    void theVersionOfTheDaemonIsAskedFor() {
        daemon.on("version", "{\"row\":{\"version\":\"9.9\",\"java\":\"25\",\"pid\":4711}}", DONE);
        screen.run("version --daemon");
        assertThat(screen.out()).isEqualTo("godwit 9.9 (Java 25), process 4711\n");
    }

    // ---- configuration files ----

    @Test
    void checkNamesTheMistakesAndFails(@TempDir Path folder) throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("a.conf"),
                        "router { as 65001; id 10.0.0.1 }\nnieghbor 10.0.0.2 { }\n");
        assertThat(screen.run(List.of("check", file.toString())).status()).isEqualTo(Exit.FAILED);
        assertThat(screen.out())
                .contains("a.conf:2:1: error[GW-1002]", "did you mean `neighbor`?")
                .endsWith("a.conf: 1 error\n");

        var asJson = new Screen().run(List.of("check", file.toString(), "--json"));
        assertThat(asJson.status()).isEqualTo(Exit.FAILED);
        var answer = json(asJson.out());
        assertThat(answer.bool("ok")).contains(false);
        var first = (Json.Obj) answer.items("diagnostics").get(0);
        assertThat(first.string("code")).contains("GW-1002");
        assertThat(first.integer("line")).hasValue(2);
    }

    @Test
    void checkCountsWhatAGoodFileHas(@TempDir Path folder) throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("a.conf"),
                        "router { as 65001; id 10.0.0.1 }\noriginate 192.0.2.0/24;\n"
                                + "neighbor 10.0.0.2 { as 65002; import accept; export accept }\n");
        assertThat(screen.run(List.of("check", file.toString())).status()).isEqualTo(Exit.DONE);
        assertThat(screen.out()).endsWith("a.conf: ok, AS 65001, 1 neighbor, 1 own route\n");
    }

    @Test
    void fmtWritesOneLayoutAndLeavesItAlone(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("a.conf"), "router {as 65001;id 10.0.0.1;}");
        assertThat(screen.run(List.of("fmt", file.toString(), "--write")).status())
                .isEqualTo(Exit.DONE);
        assertThat(Files.readString(file)).isEqualTo("router { as 65001; id 10.0.0.1 }\n");
        assertThat(screen.run(List.of("fmt", "--check", file.toString())).status())
                .isEqualTo(Exit.DONE);
    }

    @Test
    void configTurnsOneFormIntoTheOther(@TempDir Path folder) throws IOException {
        var conf =
                Files.writeString(folder.resolve("a.conf"), "router { as 65001; id 10.0.0.1 }\n");
        screen.run(List.of("config", conf.toString(), "--to", "json"));
        assertThat(json(screen.out()).object("router").orElseThrow().integer("as")).hasValue(65001);
        var machine = Files.writeString(folder.resolve("a.json"), screen.out());
        var back = new Screen().run(List.of("config", machine.toString(), "--to", "conf"));
        assertThat(back.out()).contains("as 65001;", "id 10.0.0.1;");
        assertThat(json(new Screen().run("config --schema").out()).string("$schema")).isPresent();
    }

    @Test
    void explainKnowsTheCodesOfFilesAndOfTheDaemon() {
        assertThat(new Screen().run("explain GW-1002").out()).startsWith("GW-1002: unknown word\n");
        assertThat(new Screen().run("explain gw-3003").out())
                .startsWith("GW-3003: no such neighbor\n");
        assertThat(new Screen().run("explain 3003 --lang zh").out()).contains("邻居");
        assertThat(new Screen(false, Map.of("LANG", "zh_CN.UTF-8")).run("explain 3003").out())
                .contains("邻居");
        assertThat(new Screen().run("explain GW-9999").status()).isEqualTo(Exit.FAILED);
    }

    @Test
    void runRefusesABrokenFileBeforeItStartsAnything(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("a.conf"), "router { as 0 }\n");
        assertThat(screen.run(List.of("run", file.toString())).status()).isEqualTo(Exit.FAILED);
        assertThat(screen.err()).contains("error[GW-", "nothing is started");
        assertThat(new Screen().run("run x --log-format xml").status()).isEqualTo(Exit.USAGE);
    }
}
