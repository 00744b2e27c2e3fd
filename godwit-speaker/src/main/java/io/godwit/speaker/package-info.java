/// The lane that joins sessions and RIB; talks only to ports.
package io.godwit.speaker;
