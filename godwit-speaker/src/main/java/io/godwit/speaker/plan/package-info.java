/// What a change of the configuration would do, told before it is done.
package io.godwit.speaker.plan;
