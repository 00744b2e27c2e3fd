/// `godwit lab`: laboratories of routers in network namespaces.
///
/// A lab is a folder: a topology ([Topology]), the configurations of its daemons, and a guided text
/// whose console blocks are run and compared ([Guide]). [Lab] builds it and takes it away again.
package io.godwit.cli.lab;
