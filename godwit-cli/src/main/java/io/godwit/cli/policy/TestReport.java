package io.godwit.cli.policy;

import io.godwit.policy.Place;
import io.godwit.policy.PolicyTests;

import java.util.List;

/// What came of the tests of some files.
///
/// @param results in the order of the files
/// @param missed statements that no test reached, of the policies of these files
/// @param statements of these policies, all of them
record TestReport(List<Result> results, List<Missed> missed, int statements) {
    /// What came of one test.
    ///
    /// @param file as it was given on the command line
    /// @param name of the test
    /// @param at the test
    /// @param failure what was expected and what came; empty if all is well
    record Result(String file, String name, Place at, String failure) {
        static Result of(String file, PolicyTests.Outcome outcome) {
            var test = outcome.test();
            return new Result(file, test.name(), test.at(), outcome.failure().orElse(""));
        }

        boolean passed() {
            return failure.isEmpty();
        }
    }

    /// A statement that no test reached.
    ///
    /// @param at its place
    /// @param text as it was written
    record Missed(Place at, String text) {}

    /// Takes copies.
    TestReport {
        results = List.copyOf(results);
        missed = List.copyOf(missed);
    }

    int failed() {
        return (int) results.stream().filter(result -> !result.passed()).count();
    }

    int passed() {
        return results.size() - failed();
    }

    int reached() {
        return statements - missed.size();
    }
}
