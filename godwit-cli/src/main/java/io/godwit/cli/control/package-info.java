/// The client's side of the control socket.
package io.godwit.cli.control;
