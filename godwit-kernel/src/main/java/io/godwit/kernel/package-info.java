/// What the kernel of Linux knows: routes of whoever, links, addresses. Pure: somebody else holds
/// the netlink socket.
///
/// [KernelTable] is the picture of it that events keep true, and answers how a next hop is reached
/// (RFC 4271 §9.1.2.1).
package io.godwit.kernel;
