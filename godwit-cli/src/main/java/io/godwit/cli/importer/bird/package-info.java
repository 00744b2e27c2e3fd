/// Configurations of BIRD 2: protocols, templates, sets, and filters, which are run symbolically.
package io.godwit.cli.importer.bird;
