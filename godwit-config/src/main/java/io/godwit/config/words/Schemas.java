package io.godwit.config.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Pieces of JSON Schema (draft 2020-12).
public final class Schemas {
    private Schemas() {}

    public static Map<String, Object> type(String type) {
        return map("type", type);
    }

    static Map<String, Object> integer(long min, long max) {
        Map<String, Object> schema = type("integer");
        schema.put("minimum", min);
        schema.put("maximum", max);
        return schema;
    }

    static Map<String, Object> pattern(String pattern) {
        Map<String, Object> schema = type("string");
        schema.put("pattern", pattern);
        return schema;
    }

    static Map<String, Object> text(int maxLength) {
        Map<String, Object> schema = type("string");
        schema.put("maxLength", maxLength);
        return schema;
    }

    static Map<String, Object> constant(Object value) {
        return map("const", value);
    }

    static Map<String, Object> oneOf(List<String> words) {
        return map("enum", words);
    }

    public static Map<String, Object> array(Map<String, Object> items) {
        Map<String, Object> schema = type("array");
        schema.put("items", items);
        return schema;
    }

    @SafeVarargs
    public static Map<String, Object> either(Map<String, Object>... schemas) {
        var alternatives = new ArrayList<Map<String, Object>>();
        for (Map<String, Object> schema : schemas) {
            alternatives.add(schema);
        }
        return map("anyOf", alternatives);
    }

    public static Map<String, Object> object(
            Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = type("object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> map(String key, Object value) {
        var map = new LinkedHashMap<String, Object>();
        map.put(key, value);
        return map;
    }

    /// A statement of a policy: a text, or an object for one with a block.
    public static Map<String, Object> statement() {
        Map<String, Object> members = map("block", type("string"));
        members.put("statements", type("array"));
        return either(type("string"), object(members, List.of("block", "statements")));
    }

    /// The JSON types that a schema allows.
    static Set<String> types(Map<String, Object> schema) {
        var types = new TreeSet<String>();
        if (schema.get("type") instanceof String type) {
            types.add(type);
        }
        if (schema.get("const") instanceof Object constant) {
            types.add(constant instanceof String ? "string" : "integer");
        }
        if (schema.containsKey("enum")) {
            types.add("string");
        }
        if (schema.get("anyOf") instanceof List<?> alternatives) {
            for (Object alternative : alternatives) {
                types.addAll(types(schemaOf(alternative)));
            }
        }
        return types;
    }

    /// All schemas are made here, as maps from strings.
    @SuppressWarnings("unchecked")
    private static Map<String, Object> schemaOf(Object value) {
        return (Map<String, Object>) value;
    }

    /// "an integer or a string".
    static String inWords(Set<String> types) {
        return types.stream()
                .map(type ->
                        switch (type) {
                            case "integer" -> "an integer";
                            case "boolean" -> "true or false";
                            case "array" -> "an array";
                            case "object" -> "an object";
                            default -> "a " + type;
                        })
                .collect(Collectors.joining(" or "));
    }
}
