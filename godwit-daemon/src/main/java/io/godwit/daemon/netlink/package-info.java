/// The kernel of Linux behind its port: netlink sockets, and a thread each for what is heard and
/// what is asked.
package io.godwit.daemon.netlink;
