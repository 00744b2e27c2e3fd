/// The vocabulary: [Words] is the table of the language, and everything else here says what may
/// follow a word. Reading, schema and documentation are made from the table.
package io.godwit.config.words;
