package io.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The hot path allocates nothing: read from the compiled classes.
class HotPathTest {

    private static final Set<Opcode> ALLOCATES =
            Set.of(
                    Opcode.NEW,
                    Opcode.NEWARRAY,
                    Opcode.ANEWARRAY,
                    Opcode.MULTIANEWARRAY,
                    Opcode.INVOKEDYNAMIC);

    /// What runs for each UPDATE, and what that calls in turn.
    private static final List<String> HOT =
            List.of("updateReceived", "updateSent", "octetsSent", "max", "jittered", "apply");

    private static List<ClassModel> classes() throws IOException {
        ModuleReference module =
                ModuleLayer.boot()
                        .configuration()
                        .findModule("io.godwit.session")
                        .orElseThrow()
                        .reference();
        try (ModuleReader reader = module.open();
                Stream<String> names = reader.list()) {
            return names.filter(name -> name.startsWith("io/godwit/session/"))
                    .filter(name -> name.endsWith(".class") && !name.contains("Test"))
                    .filter(name -> !name.contains("Rig") && !name.contains("PipeWorld"))
                    .map(name -> parse(reader, name))
                    .toList();
        }
    }

    private static ClassModel parse(ModuleReader reader, String name) {
        try (InputStream in = reader.open(name).orElseThrow()) {
            return ClassFile.of().parse(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void hotPathAllocatesNothing() throws IOException {
        List<String> calls = new ArrayList<>();
        for (ClassModel model : classes()) {
            for (MethodModel method : model.methods()) {
                String name = method.methodName().stringValue();
                String owner = model.thisClass().asInternalName();
                boolean hot =
                        owner.endsWith("/NeighborSession")
                                || owner.endsWith("/Machine")
                                || owner.endsWith("/Jitter");
                if (hot && HOT.contains(name)) {
                    inspect(method, calls);
                }
            }
        }
        assertThat(calls).as("calls out of the hot methods").hasSameElementsAs(HOT);
    }

    private static void inspect(MethodModel method, List<String> calls) {
        for (CodeElement element : method.code().orElseThrow()) {
            if (element instanceof java.lang.classfile.Instruction instruction) {
                assertThat(instruction.opcode()).isNotIn(ALLOCATES);
            }
            if (element instanceof InvokeInstruction call) {
                calls.add(call.name().stringValue());
            }
        }
    }
}
