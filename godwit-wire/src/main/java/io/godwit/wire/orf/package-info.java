/// Outbound route filters in ROUTE-REFRESH (RFC 5291, RFC 5292).
package io.godwit.wire.orf;
