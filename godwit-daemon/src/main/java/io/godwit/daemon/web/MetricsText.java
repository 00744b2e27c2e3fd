package io.godwit.daemon.web;

import java.time.Instant;

/// The text format of Prometheus, version 0.0.4: what a metric is, then its samples.
final class MetricsText {
    /// Its content type.
    static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "godwit_";

    private final StringBuilder text = new StringBuilder(64 * 1024);
    private String name = "";

    /// A value that goes up and down begins.
    MetricsText gauge(String metric, String help) {
        return metric(metric, "gauge", help);
    }

    /// A value that only grows, while the daemon lives, begins.
    MetricsText counter(String metric, String help) {
        return metric(metric + "_total", "counter", help);
    }

    private MetricsText metric(String metric, String type, String help) {
        name = metric;
        text.append("# HELP ").append(PREFIX).append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(PREFIX).append(name).append(' ').append(type).append('\n');
        return this;
    }

    /// A sample of the metric that was begun last.
    ///
    /// @param labels from [#label]; empty for none
    MetricsText sample(String labels, long value) {
        begin(labels).append(value).append('\n');
        return this;
    }

    /// A time span in seconds.
    MetricsText seconds(String labels, long micros) {
        begin(labels).append(micros / 1e6).append('\n');
        return this;
    }

    /// A moment, in seconds since 1970.
    MetricsText moment(String labels, Instant at) {
        begin(labels).append(at.getEpochSecond()).append('.');
        String millis = Integer.toString(at.getNano() / 1_000_000);
        text.append("0".repeat(3 - millis.length())).append(millis).append('\n');
        return this;
    }

    private StringBuilder begin(String labels) {
        text.append(PREFIX).append(name);
        if (!labels.isEmpty()) {
            text.append('{').append(labels).append('}');
        }
        return text.append(' ');
    }

    /// `name="value"`; several are joined by commas.
    static String label(String name, Object value) {
        String escaped =
                value.toString().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return name + "=\"" + escaped + '"';
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
