/// Sockets, clock, files, signals: the speaker as a process.
package io.godwit.daemon;
