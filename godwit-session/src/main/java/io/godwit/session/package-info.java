/// The state machine of one neighbor (RFC 4271 §8), pure: events and times go in, actions come out.
///
/// `NeighborSession` is the door. It owns at most two TCP connections to the neighbor, runs one
/// state machine for each (`Machine`), restarts them, and settles collisions (§6.8). `Negotiation`
/// builds our OPEN and judges the neighbor's.
package io.godwit.session;
