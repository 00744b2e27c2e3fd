/// Routes for tools that need many: a table of Internet size made from a seed, the UPDATEs that
/// announce it, neighbors that send and receive them, and what must come out of a router.
package io.godwit.cli.load;
