package io.godwit.config;

import io.godwit.config.words.Argument;
import io.godwit.config.words.Block;
import io.godwit.config.words.Schemas;
import io.godwit.config.words.Word;
import io.godwit.config.words.Words;
import io.godwit.json.JsonWriter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The JSON Schema of the machine form, made from the table of words.
public final class Schema {
    private Schema() {}

    /// The schema (draft 2020-12) as pretty JSON.
    public static String json() {
        var schema = new LinkedHashMap<String, Object>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Godwit configuration");
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("$schema", Schemas.type("string"));
        properties.putAll(properties(Block.FILE));
        schema.putAll(Schemas.object(properties, List.of()));
        return JsonWriter.writePretty(schema) + "\n";
    }

    private static Map<String, Object> properties(Block block) {
        var properties = new LinkedHashMap<String, Object>();
        for (Word<?> word : Words.in(block)) {
            var schema = new LinkedHashMap<String, Object>();
            schema.put("description", word.doc());
            Map<String, Object> one = one(word);
            schema.putAll(word.repeatable() ? Schemas.array(one) : one);
            properties.put(word.jsonName(), schema);
        }
        return properties;
    }

    private static Map<String, Object> one(Word<?> word) {
        if (word.body().isEmpty()) {
            return word.argument().schema();
        }
        var properties = new LinkedHashMap<String, Object>();
        var required = new ArrayList<String>();
        for (Argument.HeadMember head : word.argument().head()) {
            properties.put(
                    head.name(),
                    word.argument().bare() ? word.argument().schema() : Schemas.type("string"));
            if (head.required()) {
                required.add(head.name());
            }
        }
        if (word.body().get().isPolicy()) {
            required.add("statements");
            properties.put("statements", Schemas.array(Schemas.statement()));
        }
        properties.putAll(properties(word.body().get()));
        Map<String, Object> object = Schemas.object(properties, required);
        return word.argument().bare() ? Schemas.either(word.argument().schema(), object) : object;
    }
}
