package io.godwit.speaker;

/// One request of an operator.
///
/// @param name the command's words, e.g. `show neighbors`
/// @param arguments its arguments by name
public record Command(String name, Arguments arguments) {}
