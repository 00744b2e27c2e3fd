/// The RFC 4271 state machine of one peer, pure.
package io.godwit.session;
