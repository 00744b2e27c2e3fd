/// Routes, links and addresses of the kernel of Linux, and its netlink messages.
module io.godwit.kernel {
    requires transitive io.godwit.wire;

    exports io.godwit.kernel;
}
