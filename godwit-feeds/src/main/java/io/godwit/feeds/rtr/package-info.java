/// The RPKI-to-Router protocol, versions 0 (RFC 6810), 1 (RFC 8210) and 2
/// (draft-ietf-sidrops-8210bis): its PDUs, and the router's side of a session as a state machine
/// without sockets and clocks.
package io.godwit.feeds.rtr;
