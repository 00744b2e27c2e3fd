package io.godwit.config;

import io.godwit.config.report.ConfigReading;
import io.godwit.config.simulation.Scenario;

import java.util.Optional;

/// What came of reading a simulation.
///
/// @param scenario empty when there is an error
/// @param said what is to be said of the file; never with a configuration
public record SimulationReading(Optional<Scenario> scenario, ConfigReading said) {}
