/// Answers on their way from the lane to whoever asked.
package io.godwit.daemon.answer;
