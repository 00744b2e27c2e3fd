/// Own routes: who makes them, and which of several makers of one prefix is followed.
package io.godwit.speaker.origin;
