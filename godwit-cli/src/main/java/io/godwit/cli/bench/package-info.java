/// `godwit bench`: a router under load, measured, and compared with another daemon.
package io.godwit.cli.bench;
