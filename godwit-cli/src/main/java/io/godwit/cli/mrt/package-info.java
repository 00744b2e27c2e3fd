/// `godwit mrt`: what an MRT file holds.
package io.godwit.cli.mrt;
