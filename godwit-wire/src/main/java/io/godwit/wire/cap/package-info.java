/// Capabilities of the OPEN message: one file each, registered in
/// [io.godwit.wire.cap.Capabilities].
package io.godwit.wire.cap;
