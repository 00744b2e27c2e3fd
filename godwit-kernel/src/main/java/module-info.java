/// Routes, links and addresses of the kernel of Linux, and its netlink messages.
module io.godwit.kernel {
    requires transitive io.godwit.wire;

    exports io.godwit.kernel;
    exports io.godwit.kernel.netlink;
    exports io.godwit.kernel.port;
}
