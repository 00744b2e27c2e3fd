package io.godwit.cli.decode;

import io.godwit.cli.Console;
import io.godwit.feeds.Reading;
import io.godwit.feeds.ReadingGuess;
import io.godwit.json.Json;
import io.godwit.json.JsonReader;
import io.godwit.json.JsonReading;
import io.godwit.json.JsonWriter;
import io.godwit.wire.Family;
import io.godwit.wire.nlri.Families;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One line in, one line out: `{"proto","hex","context"}` or plain hex to a message in the neutral
/// schema. What cannot be answered is `{"type":"UNSUPPORTED"}`; a line never stops the stream.
final class NeutralStream {
    private static final Map<String, Object> UNSUPPORTED = Map.of("type", "UNSUPPORTED");

    private NeutralStream() {}

    static void run(Console console) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (!line.isBlank()) {
                byte[] answer = JsonWriter.writeLine(answer(line.strip()));
                console.out().bytes(answer, 0, answer.length);
                if (!lines.ready()) {
                    console.out().flush();
                }
            }
        }
        console.out().flush();
    }

    static Map<String, Object> answer(String line) {
        if (!line.startsWith("{")) {
            return decode(line, Optional.empty());
        }
        if (!(JsonReader.read(line) instanceof JsonReading.Ok(Json.Obj request))) {
            return UNSUPPORTED;
        }
        String proto = request.string("proto").orElse("bgp");
        Optional<String> hex = request.string("hex");
        if (hex.isEmpty()) {
            return UNSUPPORTED;
        }
        return switch (proto) {
            case "bgp" -> decode(hex.get(), request.object("context"));
            case "rtr" -> rtr(hex.get());
            default -> UNSUPPORTED;
        };
    }

    private static Map<String, Object> rtr(String hex) {
        HexText text = HexText.read(hex);
        return text.problem().isEmpty() ? NeutralRtr.of(text.octets()) : UNSUPPORTED;
    }

    private static Map<String, Object> decode(String hex, Optional<Json.Obj> context) {
        HexText text = HexText.read(hex);
        if (!text.problem().isEmpty()) {
            return UNSUPPORTED;
        }
        byte[] message = text.octets();
        Reading guessed = ReadingGuess.of(message, 0, message.length, Reading.USUAL);
        return Neutral.of(message, context.map(c -> given(c, guessed)).orElse(guessed));
    }

    /// What the context says; what it leaves out is inferred.
    private static Reading given(Json.Obj context, Reading guessed) {
        boolean asn4 = context.bool("asn4").orElse(guessed.asn4());
        if (context.get("addpath").isEmpty() && context.bool("asn4").isEmpty()) {
            return guessed;
        }
        List<Family> families = new ArrayList<>();
        for (Json item : context.items("addpath")) {
            if (item instanceof Json.Str(var name, var _)) {
                Families.byName(name).ifPresent(families::add);
            }
        }
        return new Reading(asn4, families, false, Reading.Source.GIVEN);
    }
}
