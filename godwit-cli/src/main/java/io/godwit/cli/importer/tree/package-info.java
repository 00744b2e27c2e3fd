/// Texts that are trees: TOML and YAML, as far as configurations of routers use them, and JSON.
package io.godwit.cli.importer.tree;
