/// Networks of speakers under a virtual clock, on wires in memory, from a seed.
module io.godwit.sim {
    requires transitive io.godwit.speaker;

    exports io.godwit.sim;
}
