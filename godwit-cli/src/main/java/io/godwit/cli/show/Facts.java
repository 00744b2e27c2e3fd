package io.godwit.cli.show;

import io.godwit.cli.table.Plain;
import io.godwit.json.Json;

import java.util.ArrayList;
import java.util.List;

/// Members of an answer as text for a table. What is missing is a dash where a number stands,
/// nothing where words do.
final class Facts {
    private static final String NONE = "-";

    private Facts() {}

    /// A text member; empty when it is missing.
    static String text(Json.Obj row, String name) {
        return row.string(name).map(Plain::of).orElse("");
    }

    /// A number member; a dash when it is missing.
    static String number(Json.Obj row, String name) {
        var number = row.integer(name);
        return number.isPresent() ? Long.toString(number.getAsLong()) : NONE;
    }

    /// A number member; 0 when it is missing.
    static long count(Json.Obj row, String name) {
        return row.integer(name).orElse(0);
    }

    /// A truth value; false when it is missing.
    static boolean flag(Json.Obj row, String name) {
        return row.bool(name).orElse(false);
    }

    /// A truth value as `yes` or `no`; a dash when it is missing.
    static String yes(Json.Obj row, String name) {
        return row.bool(name).map(value -> value ? "yes" : "no").orElse(NONE);
    }

    /// The texts of an array.
    static List<String> texts(Json.Obj row, String name) {
        var texts = new ArrayList<String>();
        for (var item : row.items(name)) {
            if (item instanceof Json.Str text) {
                texts.add(Plain.of(text.value()));
            }
        }
        return texts;
    }

    /// The objects of an array.
    static List<Json.Obj> objects(Json.Obj row, String name) {
        var objects = new ArrayList<Json.Obj>();
        for (var item : row.items(name)) {
            if (item instanceof Json.Obj object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /// The text, or a dash for none.
    static String orNone(String text) {
        return text.isEmpty() ? NONE : text;
    }
}
