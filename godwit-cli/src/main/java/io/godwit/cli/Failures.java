package io.godwit.cli;

import io.godwit.cli.control.Request;

/// How a [Refusal] is told.
public final class Failures {
    private Failures() {}

    /// The member of a JSON object: `"error":{…}`.
    public static String member(Refusal refusal) {
        var json = new StringBuilder("\"error\":{\"status\":").append(refusal.status());
        refusal.code().ifPresent(code -> json.append(",\"code\":").append(Request.quote(code)));
        json.append(",\"message\":").append(Request.quote(refusal.getMessage()));
        refusal.help().ifPresent(help -> json.append(",\"help\":").append(Request.quote(help)));
        return json.append('}').toString();
    }

    /// Lines for an operator.
    static void print(Refusal refusal, Console console) {
        String code = refusal.code().map(c -> "[" + c + "]").orElse("");
        console.note("godwit: error" + code + ": " + refusal.getMessage());
        refusal.help()
                .ifPresent(help -> console.note("  help: " + help.replace("\n", "\n        ")));
    }
}
