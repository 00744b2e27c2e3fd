package io.godwit.cli.simulate;

import io.godwit.cli.Output;
import io.godwit.config.report.DisplayWidth;

import java.util.function.Consumer;

/// The timeline as text: time, who, what, and for a change of state the event and the clause.
final class Lines implements Consumer<Moment> {
    private static final int TIME = 10;
    private static final int STATE = 28;
    private static final int EVENT = 44;

    private final Output out;
    private final int names;

    /// @param names the width of the longest name
    Lines(Output out, int names) {
        this.out = out;
        this.names = names;
    }

    @Override
    public void accept(Moment moment) {
        String who =
                switch (moment.what()) {
                    case STEP -> "#";
                    case MESSAGE -> moment.node().orElse("") + " > " + moment.with().orElse("");
                    case STATE, TROUBLE ->
                            moment.node().orElse("") + " | " + moment.with().orElse("");
                    case ROUTE -> moment.node().orElse("");
                };
        String line = time(moment.atUs()) + "  " + pad(who, 2 * names + 3) + "  " + what(moment);
        out.line(line.stripTrailing());
    }

    private static String what(Moment moment) {
        if (moment.what() != Moment.What.STATE) {
            return moment.text();
        }
        String event =
                moment.rfcEvent().isPresent()
                        ? "event " + moment.rfcEvent().getAsInt() + " " + moment.event().orElse("")
                        : "";
        return pad(moment.text(), STATE) + pad(event, EVENT) + " " + moment.clause().orElse("");
    }

    /// Seconds, with three digits behind the point.
    static String time(long us) {
        long millis = us / 1000;
        String text = millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1);
        return " ".repeat(Math.max(0, TIME - text.length())) + text;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - DisplayWidth.of(text)));
    }
}
