package io.godwit.cli.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Results of tests in the XML that JUnit began and CI systems read: a suite for each file.
final class JunitXml {
    private JunitXml() {}

    static String of(TestReport report) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append("<testsuites name=\"godwit policy test\"");
        counts(xml, report.results()).append(">\n");
        files(report)
                .forEach((file, results) -> {
                    xml.append("  <testsuite name=\"").append(escape(file)).append('"');
                    counts(xml, results).append(">\n");
                    results.forEach(result -> test(xml, result));
                    xml.append("  </testsuite>\n");
                });
        return xml.append("</testsuites>\n").toString();
    }

    private static Map<String, List<TestReport.Result>> files(TestReport report) {
        return report.results().stream()
                .collect(
                        Collectors.groupingBy(
                                TestReport.Result::file, LinkedHashMap::new, Collectors.toList()));
    }

    private static StringBuilder counts(StringBuilder xml, List<TestReport.Result> results) {
        long failures = results.stream().filter(result -> !result.passed()).count();
        xml.append(" tests=\"").append(results.size());
        return xml.append("\" failures=\"").append(failures).append("\" errors=\"0\"");
    }

    private static void test(StringBuilder xml, TestReport.Result result) {
        xml.append("    <testcase classname=\"").append(escape(result.file()));
        xml.append("\" name=\"").append(escape(result.name()));
        xml.append("\" file=\"").append(escape(result.at().file()));
        xml.append("\" line=\"").append(result.at().line()).append('"');
        if (result.passed()) {
            xml.append("/>\n");
        } else {
            String text = escape(result.at() + ": " + result.failure());
            xml.append(">\n      <failure message=\"").append(escape(result.failure()));
            xml.append("\">").append(text).append("</failure>\n    </testcase>\n");
        }
    }

    /// What XML 1.0 §2.2 does not let through, not even escaped, becomes U+FFFD.
    private static String escape(String text) {
        var safe = new StringBuilder();
        text.codePoints()
                .forEach(c -> {
                    switch (c) {
                        case '&' -> safe.append("&amp;");
                        case '<' -> safe.append("&lt;");
                        case '>' -> safe.append("&gt;");
                        case '"' -> safe.append("&quot;");
                        default ->
                                safe.appendCodePoint(
                                        c < ' ' && c != '\t' || c == 0xFFFE || c == 0xFFFF
                                                ? 0xFFFD
                                                : c);
                    }
                });
        return safe.toString();
    }
}
