/// `godwit decode`: messages octet by octet, for people who learn and for programs that check.
package io.godwit.cli.decode;
