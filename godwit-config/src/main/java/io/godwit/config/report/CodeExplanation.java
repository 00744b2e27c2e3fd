package io.godwit.config.report;

/// What `godwit explain` says about a code.
///
/// @param code such as `GW-1002`
/// @param title a few words, English
/// @param english why it is an error, and what to do
/// @param chinese the same in Chinese
public record CodeExplanation(String code, String title, String english, String chinese) {}
