package io.godwit.config.words;

import java.util.List;

/// `accept`, `reject`: whether something that is refused by default is taken.
final class Taken extends Choice<Boolean> {
    Taken(String what) {
        super(what, List.of(true, false), accept -> accept ? "accept" : "reject");
    }
}
