package io.godwit.cli.importer.bird;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// What is known at one point of a filter.
///
/// @param peer the neighbor that the filter runs for
/// @param export whether the route goes out
/// @param variables what they hold
/// @param added communities that the route certainly has, because the filter added them
/// @param lastAdded the name of the definition of the last one added, or ""
/// @param depth of calls
record Scope(
        Peer peer,
        boolean export,
        Map<String, Value> variables,
        Set<String> added,
        String lastAdded,
        int depth) {
    /// @param as 0 when it is not known
    record Peer(String name, String address, long as) {}

    static Scope of(Peer peer, boolean export) {
        return new Scope(peer, export, Map.of(), Set.of(), "", 0);
    }

    Scope with(String variable, Value value) {
        var all = new HashMap<>(variables);
        all.put(variable, value);
        return new Scope(peer, export, all, added, lastAdded, depth);
    }

    Scope adding(String community, String definition) {
        var all = new HashSet<>(added);
        all.add(community);
        return new Scope(peer, export, variables, all, definition, depth);
    }

    Scope forgetting() {
        return new Scope(peer, export, variables, Set.of(), lastAdded, depth);
    }

    /// What a function sees: its parameters, and the route.
    Scope calling(Map<String, Value> parameters) {
        return new Scope(peer, export, parameters, added, lastAdded, depth + 1);
    }

    /// Behind a call: the variables from before, and what the function did to the route.
    Scope back(Scope callee) {
        return new Scope(peer, export, variables, callee.added, callee.lastAdded, depth);
    }
}
