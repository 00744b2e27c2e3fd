package io.godwit.speaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.speaker.plan.NeighborOption;

import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;

/// The plan knows every option, so that none changes without a word.
class PlanTest {
    /// A new component of the settings needs a row that says what a change of it does. The address
    /// is who the neighbor is: another address is another neighbor.
    @Test
    void everyOptionOfANeighborHasItsEffect() {
        List<String> options =
                Arrays.stream(NeighborOption.values())
                        .map(option ->
                                option.name().replace("_", "").toLowerCase(java.util.Locale.ROOT))
                        .toList();
        List<String> components =
                Arrays.stream(NeighborSettings.class.getRecordComponents())
                        .map(c -> c.getName().toLowerCase(java.util.Locale.ROOT))
                        .map(c -> c.replace("seconds", "").replace("ttl", "").replace("policy", ""))
                        .filter(c -> !c.equals("address"))
                        .toList();
        assertThat(options).containsExactlyElementsOf(components);
    }
}
