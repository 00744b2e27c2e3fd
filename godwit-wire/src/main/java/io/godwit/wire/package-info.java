/// BGP-4 on the wire: messages, capabilities, path attributes, NLRI, errors.
package io.godwit.wire;
