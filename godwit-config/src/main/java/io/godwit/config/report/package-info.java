/// What a user is told: diagnostics with their stable codes, the explanations of these, and their
/// layout on a terminal. Pure data, of no use to the stages but to be filled.
package io.godwit.config.report;
