package io.godwit.kernel;

/// A network interface.
///
/// @param index the kernel's number of it, from 1
/// @param name for people, e.g. `eth0`
/// @param up whether packets pass: switched on, and with a carrier
/// @param loopback whether it leads nowhere but to this machine
public record Link(int index, String name, boolean up, boolean loopback) {}
