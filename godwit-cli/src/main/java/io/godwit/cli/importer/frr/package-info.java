/// Configurations of FRR: one line a statement, read in order.
package io.godwit.cli.importer.frr;
