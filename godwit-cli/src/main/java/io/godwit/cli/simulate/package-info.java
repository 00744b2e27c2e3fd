/// `godwit simulate`: a network out of a file, what happens in it, and what comes of it.
package io.godwit.cli.simulate;
