package io.godwit.cli.bench;

import io.godwit.cli.Output;
import io.godwit.cli.table.TextTable;
import io.godwit.json.JsonWriter;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/// Measures as a table, or as one JSON object. Of several rounds the median counts.
final class BenchReport {
    private final List<Measure> medians;

    BenchReport(List<Measure> measures) {
        var steps = new LinkedHashMap<String, Map<String, List<Measure>>>();
        for (var one : measures) {
            steps.computeIfAbsent(one.scenario() + "/" + one.step(), _ -> new LinkedHashMap<>())
                    .computeIfAbsent(one.router(), _ -> new ArrayList<>())
                    .add(one);
        }
        medians =
                steps.values().stream()
                        .flatMap(routers -> routers.values().stream())
                        .map(BenchReport::median)
                        .toList();
    }

    /// The round in the middle by time; one that went wrong, if there is one.
    private static Measure median(List<Measure> rounds) {
        for (var one : rounds) {
            if (!one.exact()) {
                return one;
            }
        }
        var sorted = rounds.stream().sorted(Comparator.comparingDouble(Measure::seconds)).toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    boolean exact() {
        return medians.stream().allMatch(Measure::exact);
    }

    void print(Output out, boolean color) {
        var table =
                TextTable.headed(
                        color,
                        "Scenario",
                        "Step",
                        "Router",
                        ">Paths",
                        ">Seconds",
                        ">CPU s",
                        ">Peak MB",
                        ">UPDATEs",
                        "Outcome");
        String before = "";
        for (var one : medians) {
            boolean again = one.scenario().equals(before);
            before = one.scenario();
            table.row(
                    again ? "" : one.scenario(),
                    one.step(),
                    one.router(),
                    String.format(Locale.ROOT, "%,d", one.paths()),
                    number(one.seconds(), 3),
                    number(one.cpuSeconds(), 2),
                    number(one.peakMegabytes(), 0),
                    String.format(Locale.ROOT, "%,d", one.updates()),
                    outcome(one));
        }
        table.print(out);
    }

    private String outcome(Measure one) {
        if (!one.exact()) {
            return one.trouble();
        }
        var text = new StringBuilder("exact");
        one.latency()
                .ifPresent(l ->
                        text.append(", p50 ")
                                .append(number(l.p50Millis(), 2))
                                .append(" p99 ")
                                .append(number(l.p99Millis(), 2))
                                .append(" p99.9 ")
                                .append(number(l.p999Millis(), 2))
                                .append(" ms"));
        var peer = peer(one);
        if (peer != null) {
            text.append(", ");
            if (one.latency().isEmpty()) { // else the time is that of the schedule
                text.append(ratio(one, peer, Measure::seconds)).append(" x time, ");
            }
            text.append(ratio(one, peer, Measure::cpuSeconds)).append(" x CPU, ");
            text.append(ratio(one, peer, Measure::peakMegabytes)).append(" x memory of ");
            text.append(peer.router());
        }
        return text.toString();
    }

    /// The same step with another router, for the rows of Godwit.
    private Measure peer(Measure one) {
        for (var other : medians) {
            if (one.router().equals(Router.GODWIT.label())
                    && !other.router().equals(one.router())
                    && other.scenario().equals(one.scenario())
                    && other.step().equals(one.step())
                    && other.exact()) {
                return other;
            }
        }
        return null;
    }

    private static String ratio(Measure one, Measure peer, ToDoubleFunction<Measure> of) {
        double theirs = of.applyAsDouble(peer);
        return theirs > 0 ? number(of.applyAsDouble(one) / theirs, 2) : "?";
    }

    private static String number(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /// What `--json` prints.
    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put("java", System.getProperty("java.vm.version"));
        all.put("exact", exact());
        all.put("measures", medians.stream().map(BenchReport::members).toList());
        return JsonWriter.write(all);
    }

    private static Map<String, Object> members(Measure one) {
        var all = new LinkedHashMap<String, Object>();
        all.put("scenario", one.scenario());
        all.put("step", one.step());
        all.put("router", one.router());
        all.put("paths", one.paths());
        all.put("exact", one.exact());
        all.put("seconds", rounded(one.seconds()));
        all.put("cpu_seconds", rounded(one.cpuSeconds()));
        all.put("peak_mb", rounded(one.peakMegabytes()));
        all.put("updates", one.updates());
        one.latency()
                .ifPresent(l -> {
                    all.put("p50_ms", rounded(l.p50Millis()));
                    all.put("p99_ms", rounded(l.p99Millis()));
                    all.put("p999_ms", rounded(l.p999Millis()));
                });
        if (!one.exact()) {
            all.put("trouble", one.trouble());
        }
        return all;
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
