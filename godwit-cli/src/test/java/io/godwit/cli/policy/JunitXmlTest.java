package io.godwit.cli.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.policy.Place;

import org.junit.jupiter.api.Test;

import java.util.List;

final class JunitXmlTest {
    @Test
    void eachFileIsASuiteAndEachTestACase() {
        var at = new Place("t.conf", 7, 1);
        var report =
                new TestReport(
                        List.of(
                                new TestReport.Result("a.conf", "one <\"&\u0001> 华东", at, ""),
                                new TestReport.Result("b.conf", "two", at, "got \"accept\""),
                                new TestReport.Result("b.conf", "three", at, "")),
                        List.of(),
                        5);
        assertThat(JunitXml.of(report))
                .isEqualTo(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <testsuites name="godwit policy test" tests="3" failures="1" errors="0">
                          <testsuite name="a.conf" tests="1" failures="0" errors="0">
                            <testcase classname="a.conf" name="one &lt;&quot;&amp;\uFFFD&gt; 华东" \
                        file="t.conf" line="7"/>
                          </testsuite>
                          <testsuite name="b.conf" tests="2" failures="1" errors="0">
                            <testcase classname="b.conf" name="two" file="t.conf" line="7">
                              <failure message="got &quot;accept&quot;">t.conf:7:1: got \
                        &quot;accept&quot;</failure>
                            </testcase>
                            <testcase classname="b.conf" name="three" file="t.conf" line="7"/>
                          </testsuite>
                        </testsuites>
                        """);
    }
}
