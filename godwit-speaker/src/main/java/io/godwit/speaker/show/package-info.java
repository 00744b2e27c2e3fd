/// Show commands: one file each, with the record of its rows. Text and JSON are derived from the
/// records on the far side.
package io.godwit.speaker.show;
