package io.godwit.json;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;

/// How values of one class are written, found out once per class.
///
/// @param scalar whether the value is its `toString`
/// @param fields the components of a record, otherwise empty
record JsonShape(boolean scalar, Field[] fields) {
    /// One component: its ready-made `"name":`, and a handle that takes an `Object` and answers in
    /// the type that [Kind] says, so that numbers are not boxed.
    record Field(String label, Kind kind, MethodHandle accessor) {}

    enum Kind {
        INT,
        LONG,
        BOOLEAN,
        OTHER
    }

    private static final ClassValue<JsonShape> SHAPES =
            new ClassValue<>() {
                @Override
                protected JsonShape computeValue(Class<?> type) {
                    return find(type);
                }
            };

    static JsonShape of(Class<?> type) {
        return SHAPES.get(type);
    }

    private static JsonShape find(Class<?> type) {
        if (!type.isRecord()) {
            if (toStringOf(type).getDeclaringClass() == Object.class) {
                throw new IllegalArgumentException(
                        type + " has no JSON form: no record, and no toString of its own");
            }
            return new JsonShape(true, new Field[0]);
        }
        // The toString that the compiler makes for a record is final; one that a person wrote is
        // the text form of the value, as for an address or a prefix.
        if (!Modifier.isFinal(toStringOf(type).getModifiers())) {
            return new JsonShape(true, new Field[0]);
        }
        RecordComponent[] components = type.getRecordComponents();
        var fields = new Field[components.length];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = field(components[i]);
        }
        return new JsonShape(false, fields);
    }

    private static Method toStringOf(Class<?> type) {
        try {
            return type.getMethod("toString");
        } catch (NoSuchMethodException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Field field(RecordComponent component) {
        Class<?> type = component.getType();
        Kind kind =
                type == int.class || type == short.class || type == byte.class
                        ? Kind.INT
                        : type == long.class
                                ? Kind.LONG
                                : type == boolean.class ? Kind.BOOLEAN : Kind.OTHER;
        Class<?> answer =
                switch (kind) {
                    case INT -> int.class;
                    case LONG -> long.class;
                    case BOOLEAN -> boolean.class;
                    case OTHER -> Object.class;
                };
        Method accessor = component.getAccessor();
        if (!accessor.trySetAccessible()) {
            throw new IllegalArgumentException(
                    component.getDeclaringRecord()
                            + " must be public in an exported package, or its package open to"
                            + " io.godwit.json");
        }
        try {
            MethodHandle handle =
                    MethodHandles.lookup()
                            .unreflect(accessor)
                            .asType(MethodType.methodType(answer, Object.class));
            // Names of components are plain: nothing to escape.
            String label = '"' + JsonNames.snake(component.getName()) + "\":";
            return new Field(label, kind, handle);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
