package io.godwit.sim;

import io.godwit.speaker.Answer;
import io.godwit.speaker.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An answer, collected.
final class Asked implements Answer {
    final List<Record> heads = new ArrayList<>();
    final List<Record> rows = new ArrayList<>();
    Optional<Outcome> outcome = Optional.empty();
    int room = 1000;

    @Override
    public void head(Record record) {
        heads.add(record);
    }

    @Override
    public void row(Record record) {
        rows.add(record);
    }

    @Override
    public void end(Outcome end) {
        if (outcome.isPresent()) {
            throw new AssertionError("ended twice");
        }
        outcome = Optional.of(end);
    }

    @Override
    public int room() {
        return room;
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    <T> List<T> rows(Class<T> type) {
        return rows.stream().map(type::cast).toList();
    }

    String code() {
        return outcome.orElseThrow().code().orElse("");
    }
}
