/// The HTTP interface: read-only, the same records as the control socket.
package io.godwit.daemon.web;
