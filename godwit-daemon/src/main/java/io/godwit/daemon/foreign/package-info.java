/// The C library, called without a line of C (ADR 0003).
package io.godwit.daemon.foreign;
