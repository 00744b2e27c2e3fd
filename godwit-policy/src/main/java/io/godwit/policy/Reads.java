package io.godwit.policy;

/// What a part of a policy looks at. It decides how often that part has to run.
public enum Reads {
    /// The attributes: once for each attribute block.
    BLOCK,
    /// The prefix: for each route.
    PREFIX,
    /// The neighbor that the policy runs for: once, when it is compiled.
    PEER,
    /// The neighbor that the route came from.
    SOURCE,
    /// The origin validation state (RFC 6811): for each route, again when a VRP changes.
    RPKI,
    /// The ASPA verification state of the path: for each block, again when an ASPA changes.
    ASPA
}
