/// Reads the language of simulations: nodes, links, what happens when, and what is expected then.
package io.godwit.config.scenario;
