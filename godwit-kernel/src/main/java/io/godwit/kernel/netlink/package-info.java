/// The octets of netlink, family ROUTE (`rtnetlink(7)`): routes for the kernel to take in a
/// [RouteBatch], questions to it, and what it tells. Pure; numbers stand in the byte order of this
/// machine.
package io.godwit.kernel.netlink;
