/// Configurations of OpenBGPD: rules of which the last that matches decides.
package io.godwit.cli.importer.openbgpd;
