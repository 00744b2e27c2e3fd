package io.godwit.speaker;

import io.godwit.bfd.PathWatch;
import io.godwit.kernel.port.Kernel;

import java.util.Optional;

/// Everything a speaker knows of the world.
///
/// @param net connections
/// @param clock time
/// @param entropy randomness
/// @param events the log
/// @param interfaces addresses of this machine
/// @param kernel routes and links of the kernel, where it can be told of them
/// @param commands programs of this machine
/// @param paths who speaks BFD, where it can be spoken
public record Ports(
        Net net,
        Clock clock,
        Entropy entropy,
        Events events,
        Interfaces interfaces,
        Optional<Kernel> kernel,
        Commands commands,
        Optional<PathWatch> paths) {}
