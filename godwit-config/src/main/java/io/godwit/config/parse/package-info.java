/// From tokens or JSON to statements, from these to values by word, from these to checked records.
/// Every stage goes on after an error.
package io.godwit.config.parse;
