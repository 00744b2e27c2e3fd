/// What the RPKI says, and what follows for routes: VRPs and origin validation (RFC 6811), ASPAs
/// and path verification, local exceptions (RFC 8416). Pure; who fetches it is another room.
package io.godwit.policy.rpki;
