/// Attribute store, prefix tables, Adj-RIBs, decision process, update groups.
///
/// Begin with [io.godwit.rib.Rib], which shows the way of the data; [io.godwit.rib.Decision] has
/// the steps of RFC 4271 §9.1.2.2. Behind it, not exported: `table` (columns and how they are
/// found) and `out` (export rules, groups, packing).
package io.godwit.rib;
