/// Routers on links: we let them know of us, and hear of them, by router advertisements (RFC 4861).
package io.godwit.daemon.links;
