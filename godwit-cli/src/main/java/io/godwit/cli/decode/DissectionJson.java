package io.godwit.cli.decode;

import io.godwit.feeds.Reading;
import io.godwit.wire.Notification;
import io.godwit.wire.Verdict;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A dissected message as JSON: the same tree that the text shows. `fields` have `name`, `offset`,
/// `length`, and where there is something to say `value`, `unit`, `called` (the name of the value),
/// `meaning`, `rfc`, `faults`, `fields`.
final class DissectionJson {
    private DissectionJson() {}

    static Map<String, Object> message(Dissection d) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("type", d.typeName());
        out.put("length", d.octets().length());
        if (d.missing() > 0) {
            out.put("missing", d.missing());
        }
        out.put("summary", d.summary());
        out.put("hex", d.octets().hex());
        if (d.type() == 2) {
            out.put("reading", reading(d.reading()));
        }
        out.put("fields", fields(d.message().parts()));
        out.put("verdict", verdict(d));
        return out;
    }

    private static Map<String, Object> reading(Reading r) {
        Map<String, Object> out = new LinkedHashMap<>();
        out.put("as_octets", r.asn4() ? 4 : 2);
        List<String> families = new ArrayList<>();
        r.addPath().forEach(f -> families.add(f.name()));
        out.put("add_path", r.addPathAll() ? List.of("all") : families);
        out.put("source", r.source());
        return out;
    }

    static List<Object> fields(List<Field> fields) {
        List<Object> all = new ArrayList<>();
        for (Field f : fields) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("name", f.name());
            one.put("offset", f.offset());
            one.put("length", f.octets());
            if (!f.value().isEmpty()) {
                one.put("value", f.content());
            }
            put(one, "unit", f.unit());
            put(one, "called", f.called());
            put(one, "meaning", f.meaning());
            put(one, "rfc", f.rfc());
            if (!f.faults().isEmpty()) {
                one.put("faults", faults(f.faults()));
            }
            if (!f.parts().isEmpty()) {
                one.put("fields", fields(f.parts()));
            }
            all.add(one);
        }
        return all;
    }

    private static void put(Map<String, Object> out, String name, String text) {
        if (!text.isEmpty()) {
            out.put(name, text);
        }
    }

    private static List<Object> faults(List<FieldFault> faults) {
        List<Object> all = new ArrayList<>();
        for (FieldFault f : faults) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("what", f.what());
            put(one, "rfc", f.rfc());
            one.put("action", word(f.verdict()));
            all.add(one);
        }
        return all;
    }

    /// The actions of RFC 7606 §2 as one word each.
    private static String word(Verdict verdict) {
        return FieldFault.action(verdict).replace(' ', '-');
    }

    private static Map<String, Object> verdict(Dissection d) {
        Map<String, Object> out = new LinkedHashMap<>();
        boolean open = d.missing() > 0 && d.verdict() != Verdict.RESET;
        out.put("action", open ? "incomplete" : word(d.verdict()));
        if (d.notification().isPresent()) {
            Notification n = d.notification().get();
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("code", n.code());
            answer.put("subcode", n.subcode());
            answer.put("text", n.text());
            answer.put("data", n.data().hex());
            out.put("notification", answer);
        }
        out.put("faults", faults(d.faults()));
        return out;
    }
}
