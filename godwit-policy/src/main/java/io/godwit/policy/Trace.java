package io.godwit.policy;

import io.godwit.policy.tree.Policy;
import io.godwit.policy.tree.Statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What policies did with one route, statement by statement, and what each condition saw. Made when
/// somebody asks, by judging the route once more.
///
/// @param chain the policies, or the word
/// @param entries the statements that were reached, in their order; none for a word
/// @param verdict 0 = accepted, else the number of the reject point
/// @param rejected where it was rejected
public record Trace(
        PolicyChain chain, List<Entry> entries, int verdict, Optional<RejectPoint> rejected) {

    /// A statement that was reached.
    ///
    /// @param policy the policy it is in
    /// @param holds whether it took effect; of an `if`, which branch was taken
    /// @param readings what its condition saw, as far as it had to look
    public record Entry(Policy policy, Statement statement, boolean holds, List<Reading> readings) {
        /// Takes a copy.
        public Entry {
            readings = List.copyOf(readings);
        }
    }

    /// What one part of a condition saw.
    ///
    /// @param text the condition as it was written
    /// @param holds whether it holds
    /// @param value `matched 10.0.0.0/8+`, `is 34`; may be empty
    public record Reading(String text, boolean holds, String value) {
        /// `prefix in bogons, matched 10.0.0.0/8+`.
        @Override
        public String toString() {
            return value.isEmpty() ? text : text + ", " + value;
        }
    }

    /// Takes a copy.
    public Trace {
        entries = List.copyOf(entries);
    }

    /// Judges a route for a neighbor, looking on.
    ///
    /// @param edits as in [Program#judge]
    public static Trace of(PolicyChain chain, PeerFacts peer, Subject subject, Edits edits) {
        List<Entry> entries = new ArrayList<>();
        Program program =
                chain.policies().isEmpty()
                        ? chain.compile(peer)
                        : Program.watched(chain.policies(), peer);
        Watcher watcher =
                (policy, statement, holds, route) ->
                        entries.add(
                                new Entry(
                                        policy,
                                        statement,
                                        holds,
                                        Readings.of(statement, peer, route)));
        int verdict = program.judge(subject, edits, watcher);
        return new Trace(
                chain,
                entries,
                verdict,
                verdict == 0 ? Optional.empty() : Optional.of(program.rejectPoint(verdict)));
    }

    /// The statement that accepted or rejected; empty for a word.
    public Optional<Entry> decisive() {
        return entries.isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
    }
}
