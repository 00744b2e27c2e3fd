package io.godwit.kernel;

/// A network interface.
///
/// @param index the kernel's number of it, from 1
/// @param name for people, e.g. `eth0`
/// @param enabled whether it is switched on; when it is switched off, the kernel forgets the IPv4
///   routes over it
/// @param up whether packets pass: switched on, and with a carrier
/// @param loopback whether it leads nowhere but to this machine
public record Link(int index, String name, boolean enabled, boolean up, boolean loopback) {
    /// One with a carrier while it is switched on.
    public Link(int index, String name, boolean up, boolean loopback) {
        this(index, name, up, up, loopback);
    }
}
