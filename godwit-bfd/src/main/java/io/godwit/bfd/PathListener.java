package io.godwit.bfd;

/// Who hears of paths.
public interface PathListener {
    /// A session changed its state.
    void pathTold(PathEvent event);
}
