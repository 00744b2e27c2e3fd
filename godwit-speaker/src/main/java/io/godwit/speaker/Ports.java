package io.godwit.speaker;

/// Everything a speaker knows of the world.
///
/// @param net connections
/// @param clock time
/// @param entropy randomness
/// @param events the log
/// @param interfaces addresses of this machine
public record Ports(Net net, Clock clock, Entropy entropy, Events events, Interfaces interfaces) {}
