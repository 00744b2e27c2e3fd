package io.godwit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.module.ModuleDescriptor.Requires;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The pure rooms know no socket, thread, clock or random number (ADR 0001): read from the constant
/// pools of the compiled classes, so no import can hide.
class PurityTest {
    /// Classes, by prefix of their internal name.
    private static final List<String> CLASSES =
            List.of(
                    "java/time/Clock",
                    "java/lang/Thread",
                    "java/lang/ProcessHandle",
                    "java/lang/Runtime",
                    "java/net/",
                    "java/nio/channels/",
                    "java/util/concurrent/",
                    "java/util/Random",
                    "java/util/SplittableRandom",
                    "java/util/random/",
                    "java/util/Timer",
                    "java/security/SecureRandom",
                    "javax/",
                    "sun/",
                    "jdk/");

    /// Members, `owner.name`.
    private static final Set<String> MEMBERS =
            Set.of(
                    "java/lang/System.nanoTime",
                    "java/lang/System.currentTimeMillis",
                    "java/lang/System.identityHashCode",
                    "java/lang/Math.random",
                    "java/time/Instant.now",
                    "java/time/LocalDate.now",
                    "java/time/LocalDateTime.now",
                    "java/time/OffsetDateTime.now",
                    "java/time/ZonedDateTime.now",
                    "java/time/Year.now",
                    "java/util/UUID.randomUUID");

    /// `java/lang/Runtime` would also catch `RuntimeException`.
    private static final Set<String> HARMLESS =
            Set.of("java/lang/RuntimeException", "java/lang/Runtime$Version");

    /// What one room may do all the same: `config` reads its files in one class.
    private static final Set<String> FILE_READERS = Set.of("io/godwit/config/FileSources");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wire", "session", "policy", "rib", "feeds", "kernel", "bfd", "json", "config",
                "speaker", "sim"
            })
    void roomIsPure(String room) throws IOException {
        List<Path> classes = classes(room);
        assertThat(classes).as("compiled classes of " + room).isNotEmpty();
        Set<String> impure = new TreeSet<>();
        for (Path file : classes) {
            ClassModel model = ClassFile.of().parse(file);
            String name = model.thisClass().asInternalName();
            for (PoolEntry entry : model.constantPool()) {
                String used = used(entry);
                boolean file0 = used.startsWith("java/nio/file/") && !FILE_READERS.contains(name);
                if (forbidden(used) || file0) {
                    impure.add(name + " uses " + used);
                }
            }
        }
        assertThat(impure).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wire", "session", "policy", "rib", "feeds", "kernel", "bfd", "json", "config",
                "speaker", "sim"
            })
    void roomNeedsOnlyOurOwnModules(String room) throws IOException {
        List<String> foreign = new ArrayList<>();
        var found = ModuleFinder.of(root(room)).find("io.godwit." + room).orElseThrow();
        for (Requires required : found.descriptor().requires()) {
            String name = required.name();
            if (!name.equals("java.base") && !name.startsWith("io.godwit.")) {
                foreign.add(name);
            }
        }
        assertThat(foreign).isEmpty();
    }

    private static String used(PoolEntry entry) {
        return switch (entry) {
            case MemberRefEntry member ->
                    member.owner().asInternalName() + "." + member.name().stringValue();
            case ClassEntry type -> type.asInternalName();
            default -> "";
        };
    }

    private static boolean forbidden(String used) {
        if (MEMBERS.contains(used)) {
            return true;
        }
        String owner = used.indexOf('.') < 0 ? used : used.substring(0, used.indexOf('.'));
        String type = owner.replace("[", "").replaceAll("^L|;$", "");
        return !HARMLESS.contains(type) && CLASSES.stream().anyMatch(type::startsWith);
    }

    private static Path root(String room) {
        return Path.of("..", "godwit-" + room, "target", "classes");
    }

    private static List<Path> classes(String room) throws IOException {
        try (Stream<Path> files = Files.walk(root(room))) {
            return files.filter(p -> p.toString().endsWith(".class"))
                    .filter(p -> !p.endsWith("module-info.class"))
                    .toList();
        }
    }
}
