package io.godwit.rib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// This room is pure: octets go in, octets and records come out. Looked up in the constant pools of
/// its classes.
class PurityTest {
    private static final List<String> FORBIDDEN =
            List.of(
                    "java/lang/Thread",
                    "java/lang/System.nanoTime",
                    "java/lang/System.currentTimeMillis",
                    "java/time/",
                    "java/net/",
                    "java/nio/channels/",
                    "java/nio/file/",
                    "java/util/Random",
                    "java/util/concurrent/");

    @Test
    void touchesNoClockThreadSocketFileOrChance() throws IOException, URISyntaxException {
        Path classes =
                Path.of(Rib.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> all = files.filter(p -> p.toString().endsWith(".class")).toList();
            assertThat(all).hasSizeGreaterThan(25);
            assertThat(all.stream().flatMap(PurityTest::impurities)).isEmpty();
        }
    }

    private static Stream<String> impurities(Path file) {
        try {
            Stream.Builder<String> names = Stream.builder();
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                if (entry instanceof ClassEntry type) {
                    names.add(type.asInternalName());
                } else if (entry instanceof MemberRefEntry member) {
                    names.add(member.owner().asInternalName() + "." + member.name().stringValue());
                }
            }
            return names.build()
                    .filter(name -> FORBIDDEN.stream().anyMatch(name::startsWith))
                    .map(name -> file.getFileName() + ": " + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
