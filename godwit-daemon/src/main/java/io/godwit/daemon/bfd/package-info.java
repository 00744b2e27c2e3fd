/// BFD over the sockets of Linux, on a thread of its own that waits for nobody else.
package io.godwit.daemon.bfd;
