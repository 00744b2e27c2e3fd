/// Files about the RPKI: VRPs as validators export them, local exceptions (RFC 8416).
package io.godwit.config.rpki;
