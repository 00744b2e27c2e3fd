/// `general.yml` and `clients.yml` of arouteserver, as far as they say what a route server does.
package io.godwit.cli.importer.arouteserver;
