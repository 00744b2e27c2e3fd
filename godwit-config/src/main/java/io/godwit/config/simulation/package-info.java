/// What a simulation is, once it is read: nodes, links, what happens when, and what is expected.
package io.godwit.config.simulation;
