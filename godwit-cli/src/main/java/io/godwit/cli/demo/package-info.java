/// `godwit demo`: a router and its neighbors in one process, over real TCP, with a table of
/// Internet size.
package io.godwit.cli.demo;
