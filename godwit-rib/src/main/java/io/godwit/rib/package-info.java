/// Attribute store, prefix tables, Adj-RIBs, decision process, update groups.
package io.godwit.rib;
