/// Path attributes: one file each, registered in [io.godwit.wire.attr.AttributeTypes].
package io.godwit.wire.attr;
