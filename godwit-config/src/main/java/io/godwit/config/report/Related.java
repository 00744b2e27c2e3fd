package io.godwit.config.report;

import io.godwit.policy.Place;

/// The second place of a diagnostic, when two matter.
///
/// @param at where it begins
/// @param endColumn the column behind its last character
/// @param note what is there, such as "first defined here"
/// @param source the line that `at` points into
public record Related(Place at, int endColumn, String note, Excerpt source) {}
