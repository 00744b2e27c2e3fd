package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The script `godwit`, with JDKs and a Maven that only say what they were asked for.
@EnabledOnOs({OS.LINUX, OS.MAC})
final class LauncherTest {
    private record Ended(int status, String out, String err) {}

    @TempDir private Path folder;
    private Path home;
    private Path bin;

    @BeforeEach
    void layOut() throws IOException {
        home = Files.createDirectories(folder.resolve("a checkout"));
        bin = Files.createDirectories(folder.resolve("bin"));
        Files.copy(Path.of("../godwit"), home.resolve("godwit"));
        executable(home.resolve("godwit"));
    }

    /// A JDK whose java prints its arguments, one a line.
    private Path jdk(String name, String version) throws IOException {
        var jdk = folder.resolve(name);
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(
                jdk.resolve("release"),
                "JAVA_RUNTIME_VERSION=\"" + version + "+9\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), "for word; do echo \"$word\"; done\necho \"pid $$\"");
        return jdk;
    }

    /// Jars beside the launcher, as in a package: nothing to build.
    private void shipped() throws IOException {
        Files.createDirectories(home.resolve("lib"));
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        executable(file);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder builder(Map<String, String> env, String... words) {
        var line = new ArrayList<>(List.of(words));
        var builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.environment()
                .keySet()
                .removeIf(k -> k.startsWith("GODWIT") || k.equals("JAVA_HOME"));
        builder.environment().put("PATH", bin + ":/usr/bin:/bin");
        builder.environment().putAll(env);
        return builder;
    }

    private Ended run(Map<String, String> env, String... words) throws Exception {
        return ended(builder(env, words).start());
    }

    private static Ended ended(Process process) throws Exception {
        var out = process.getInputStream().readAllBytes();
        var err = process.getErrorStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                new String(out, StandardCharsets.UTF_8),
                new String(err, StandardCharsets.UTF_8));
    }

    private String launcher() {
        return home.resolve("godwit").toString();
    }

    @Test
    void javaIsLookedForInTheirOrder() throws Exception {
        shipped();
        var old = jdk("jvm/jdk-17", "17.0.9");
        var beside = jdk("jvm/jdk-25", "25.0.1");
        var other = jdk("other", "26");
        Files.createSymbolicLink(bin.resolve("java"), old.resolve("bin/java"));

        assertThat(run(Map.of(), launcher(), "--java-home").out().strip()).endsWith("jvm/jdk-25");
        assertThat(
                        run(Map.of("JAVA_HOME", other.toString()), launcher(), "--java-home")
                                .out()
                                .strip())
                .endsWith("other");
        assertThat(
                        run(Map.of("JAVA_HOME", old.toString()), launcher(), "--java-home")
                                .out()
                                .strip())
                .endsWith("jdk-25");
        var named =
                Map.of(
                        "JAVA_HOME",
                        beside.toString(),
                        "GODWIT_JAVA",
                        other.resolve("bin/java").toString());
        assertThat(run(named, launcher(), "--java-home").out().strip()).endsWith("other");
    }

    @Test
    void withoutAFittingJavaItSaysWhatItFoundAndNeeds() throws Exception {
        shipped();
        var old = jdk("jvm/jdk-17", "17.0.9");
        script(bin.resolve("java"), "exit 1");
        var ended = run(Map.of("JAVA_HOME", old.toString()), launcher(), "version");
        assertThat(ended.status()).isEqualTo(69);
        assertThat(ended.err())
                .contains("needs Java 25 or newer", "JAVA_HOME is Java 17.0.9", "GODWIT_JAVA");

        var named = run(Map.of("GODWIT_JAVA", old.toString()), launcher(), "version");
        assertThat(named.status()).isEqualTo(69);
        assertThat(named.err()).contains("GODWIT_JAVA", "17.0.9");
    }

    @Test
    void optionsFitWhatTheProcessBecomes() throws Exception {
        shipped();
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        var client = run(env, launcher(), "show", "neighbors", "--json");
        assertThat(client.status()).isZero();
        assertThat(client.out().lines().toList())
                .contains("-XX:TieredStopAtLevel=1", home.resolve("lib").toString())
                .containsSubsequence(
                        "--module",
                        "io.godwit.cli/io.godwit.cli.Main",
                        "show",
                        "neighbors",
                        "--json")
                .noneMatch(word -> word.startsWith("--add-opens"));

        for (var words :
                List.of(
                        List.of("run", "x.conf"),
                        List.of("--socket", "/show", "demo"),
                        List.of("--once", "dem"))) {
            var line = new ArrayList<>(List.of(launcher()));
            line.addAll(words);
            assertThat(run(env, line.toArray(String[]::new)).out().lines().toList())
                    .contains(
                            "-XX:+UseCompactObjectHeaders",
                            "--add-opens=java.base/sun.nio.ch=io.godwit.daemon",
                            "--enable-native-access=io.godwit.daemon")
                    .doesNotContain("-XX:TieredStopAtLevel=1");
        }

        var own = new java.util.HashMap<>(env);
        own.put("GODWIT_JAVA_OPTS", "-Xmx1g -XX:+UseG1GC");
        assertThat(run(own, launcher(), "run", "x.conf").out().lines().toList())
                .contains("-Xmx1g", "-XX:+UseG1GC")
                .doesNotContain("-XX:+UseSerialGC");
    }

    @Test
    void itWorksThroughLinksFromAnywhereAndKeepsItsProcess() throws Exception {
        shipped();
        var env = Map.of("GODWIT_JAVA", jdk("a jdk", "25").toString());
        Files.createSymbolicLink(bin.resolve("second"), Path.of("../a checkout/godwit"));
        Files.createSymbolicLink(bin.resolve("gw"), bin.resolve("second"));
        for (var command :
                List.of(
                        "gw",
                        "./bin/gw",
                        "bin/second",
                        "./a checkout/godwit",
                        "bin/../a checkout/./godwit")) {
            var process =
                    builder(
                                    env,
                                    "/bin/sh",
                                    "-c",
                                    "exec \"$0\" \"$@\"",
                                    command,
                                    "version",
                                    "two words")
                            .start();
            var ended = ended(process);
            assertThat(ended.out().lines().toList())
                    .as(command)
                    .contains(
                            "two words",
                            home.toRealPath().resolve("lib").toString(),
                            "pid " + process.pid());
        }
    }

    /// A checkout with two modules, and a Maven that counts its calls and makes the jars.
    private void checkout() throws IOException {
        Files.writeString(
                home.resolve("pom.xml"), "<project>\n  <version>1.2</version>\n</project>\n");
        for (var module : List.of("godwit-cli", "godwit-wire")) {
            Files.createDirectories(home.resolve(module).resolve("src/main/java"));
            Files.writeString(home.resolve(module).resolve("src/main/java/A.java"), "class A {}");
            Files.writeString(home.resolve(module).resolve("pom.xml"), "<project/>");
        }
        script(
                bin.resolve("mvn"),
                """
                echo called >>"$PWD/calls"
                [ ! -e fail ] || exit 1
                sleep 0.3
                for module in godwit-*; do
                	mkdir -p "$module/target"
                	cat "$module/src/main/java/A.java" >"$module/target/$module-1.2.jar"
                done\
                """);
    }

    private int calls() throws IOException {
        var file = home.resolve("calls");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private void edit(String text) throws Exception {
        Thread.sleep(20);
        Files.writeString(home.resolve("godwit-wire/src/main/java/A.java"), text);
    }

    @Test
    void itBuildsOnFirstUseAndAfterAChangeOnly() throws Exception {
        checkout();
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        var first = run(env, launcher(), "version");
        assertThat(first.status()).isZero();
        assertThat(first.err()).contains("building");
        assertThat(calls()).isEqualTo(1);

        assertThat(run(env, launcher(), "version").err()).isEmpty();
        assertThat(calls()).isEqualTo(1);

        edit("class A { int changed; }");
        var after = run(env, launcher(), "version");
        assertThat(calls()).isEqualTo(2);
        assertThat(lib(after)).isNotEqualTo(lib(first)).startsWith(home + "/target/godwit/lib-");
        assertThat(Path.of(lib(first))).isDirectory();
        assertThat(Path.of(lib(after), "godwit-wire-1.2.jar"))
                .hasContent("class A { int changed; }");
    }

    private static String lib(Ended ended) {
        var words = ended.out().lines().toList();
        return words.get(words.indexOf("--module-path") + 1);
    }

    @Test
    void jarsThatMavenHasJustMadeAreTakenAsTheyAre() throws Exception {
        checkout();
        Thread.sleep(20);
        for (var module : List.of("godwit-cli", "godwit-wire")) {
            Files.createDirectories(home.resolve(module).resolve("target"));
            Files.writeString(home.resolve(module).resolve("target/" + module + "-1.2.jar"), "jar");
        }
        assertThat(
                        run(
                                        Map.of("GODWIT_JAVA", jdk("jdk", "25").toString()),
                                        launcher(),
                                        "version")
                                .status())
                .isZero();
        assertThat(calls()).isZero();
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws Exception {
        checkout();
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 4; i++) {
            processes.add(builder(env, launcher(), "version").start());
        }
        for (var process : processes) {
            assertThat(ended(process).status()).isZero();
        }
        assertThat(calls()).isEqualTo(1);
        assertThat(home.resolve("target/godwit/lock.d")).doesNotExist();
    }

    @Test
    void aBuildThatFailsLeavesTheWayFree() throws Exception {
        checkout();
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        Files.writeString(home.resolve("fail"), "");
        var failed = run(env, launcher(), "version");
        assertThat(failed.status()).isEqualTo(70);
        assertThat(failed.err()).contains("the build failed");
        Files.delete(home.resolve("fail"));
        assertThat(run(env, launcher(), "version").status()).isZero();
    }

    private Path lockOf(String holder) throws IOException {
        var lock = Files.createDirectories(home.resolve("target/godwit/lock.d"));
        Files.writeString(lock.resolve("pid"), holder + "\n");
        return lock;
    }

    private static long dead() throws Exception {
        var process = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        process.waitFor();
        return process.pid();
    }

    private Ended version() throws Exception {
        return run(Map.of("GODWIT_JAVA", jdk("jdk", "25").toString()), launcher(), "version");
    }

    @Test
    void theLockOfADeadProcessIsBroken() throws Exception {
        checkout();
        lockOf("" + dead());
        assertThat(version().status()).isZero();
        assertThat(calls()).isEqualTo(1);
    }

    /// Whatever a start leaves that is killed while it breaks a lock, the next one gets through.
    @Test
    void aStartThatWasKilledWhileItBrokeALockIsInNobodysWay() throws Exception {
        checkout();
        Path lock = lockOf("" + dead());
        Path broken = Files.createDirectories(lock.resolveSibling("lock.d.break"));
        Files.setLastModifiedTime(
                broken, FileTime.from(Instant.now().minus(5, ChronoUnit.MINUTES)));
        assertThat(version().status()).isZero();
        assertThat(calls()).isEqualTo(1);
        assertThat(lock).doesNotExist();
    }

    /// The one without a number is broken when it is old, not while its holder may be writing it.
    @Test
    void aStartThatWasKilledBeforeItSaidWhoItIsIsInNobodysWay() throws Exception {
        checkout();
        Path lock = Files.createDirectories(home.resolve("target/godwit/lock.d"));
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(5, ChronoUnit.MINUTES)));
        assertThat(version().status()).isZero();
        assertThat(calls()).isEqualTo(1);
    }

    @Test
    void theLockOfALivingProcessIsWaitedFor() throws Exception {
        checkout();
        Path lock = lockOf("" + ProcessHandle.current().pid());
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        var waiting = builder(env, launcher(), "version").start();
        assertThat(waiting.waitFor(2, TimeUnit.SECONDS)).isFalse();
        assertThat(lock.resolve("pid")).hasContent("" + ProcessHandle.current().pid());
        assertThat(calls()).isZero();
        Files.delete(lock.resolve("pid"));
        Files.delete(lock);
        assertThat(ended(waiting).status()).isZero();
        assertThat(calls()).isEqualTo(1);
    }

    /// Many waiters find the dead one at once: it is broken once, and one of them builds.
    @Test
    void manyWhoFindADeadLockBuildOnce() throws Exception {
        checkout();
        lockOf("" + dead());
        var env = Map.of("GODWIT_JAVA", jdk("jdk", "25").toString());
        var processes = new ArrayList<Process>();
        for (int i = 0; i < 8; i++) {
            processes.add(builder(env, launcher(), "version").start());
        }
        for (var process : processes) {
            assertThat(ended(process).status()).isZero();
        }
        assertThat(calls()).isEqualTo(1);
        try (var left = Files.list(home.resolve("target/godwit"))) {
            assertThat(left.map(p -> p.getFileName().toString()))
                    .noneMatch(name -> name.startsWith("lock"));
        }
    }
}
