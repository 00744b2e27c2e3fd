package io.godwit.cli;

import io.godwit.cli.control.ControlClient;
import io.godwit.cli.control.Receiver;
import io.godwit.cli.control.Request;
import io.godwit.json.Json;

/// `version`: of this program, or of the daemon that runs.
final class VersionCommand {
    private VersionCommand() {}

    static Command command() {
        return Ask.command("version", "the version of this program, or of the daemon")
                .flag("--daemon", "ask the daemon")
                .runs((given, console) ->
                        given.has("--daemon") ? daemon(given, console) : own(given, console));
    }

    private static int own(Arguments given, Console console) {
        String java = System.getProperty("java.runtime.version");
        console.out()
                .line(
                        given.json()
                                ? "{\"version\":\""
                                        + Version.TEXT
                                        + "\",\"java\":"
                                        + Request.quote(java)
                                        + "}"
                                : "godwit " + Version.TEXT + " (Java " + java + ")");
        return Exit.DONE;
    }

    private static int daemon(Arguments given, Console console) {
        try (var client = Ask.connect(given, console)) {
            client.ask(
                    Request.of("version"),
                    new Receiver() {
                        @Override
                        public void row(byte[] json, int off, int len) {
                            if (given.json()) {
                                console.out().bytes(json, off, len).print("\n");
                            } else {
                                console.out().line(words(ControlClient.object(json, off, len)));
                            }
                        }
                    });
        }
        return Exit.DONE;
    }

    private static String words(Json.Obj row) {
        return "godwit "
                + row.string("version").orElse("?")
                + " (Java "
                + row.string("java").orElse("?")
                + "), process "
                + row.integer("pid").orElse(0);
    }
}
