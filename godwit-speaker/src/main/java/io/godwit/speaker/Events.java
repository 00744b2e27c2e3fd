package io.godwit.speaker;

/// Port: what operators may read in a log. Records go in, text is made at the edge.
public interface Events {
    /// Takes one event; must not block for long and must not call back.
    ///
    /// @param event what happened
    void event(SpeakerEvent event);
}
