/// Address families and the encoding of prefixes.
package io.godwit.wire.nlri;
