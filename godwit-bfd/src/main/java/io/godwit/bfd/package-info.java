/// Bidirectional Forwarding Detection, asynchronous mode: RFC 5880, over one hop (RFC 5881) and
/// over several (RFC 5883). Octets and time go in, octets and changes of state come out.
package io.godwit.bfd;
