/// Configurations of GoBGP: TOML, YAML or JSON of one shape.
package io.godwit.cli.importer.gobgp;
