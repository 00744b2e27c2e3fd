/// The port to the kernel, and its twin in memory.
package io.godwit.kernel.port;
