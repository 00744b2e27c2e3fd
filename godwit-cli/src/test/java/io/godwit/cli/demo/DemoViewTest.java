package io.godwit.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.cli.load.Group;
import io.godwit.cli.load.InternetTable;

import org.junit.jupiter.api.Test;

final class DemoViewTest {
    @Test
    void theOtherViewsArePartsOfTheTable() {
        var views =
                new DemoView[] {
                    new DemoView(DemoView.Kind.FULL, 64500, 1),
                    new DemoView(DemoView.Kind.SECOND, 64500, 2),
                    new DemoView(DemoView.Kind.OTHER, 64510, 3)
                };
        var counts = new int[views.length];
        boolean shows = false;
        var path = new int[Group.MAX_PATH + 2];
        var table = new InternetTable(4271, 100_000);
        while (table.next()) {
            var group = table.group();
            for (int i = 0; i < views.length; i++) {
                counts[i] += views[i].has(group) ? group.prefixes : 0;
            }
            if (views[2].has(group)) {
                assertThat(views[1].has(group)).isTrue();
            }
            if (DemoView.shows(group)) {
                shows = true;
                assertThat(views[2].has(group)).isTrue();
                assertThat(views[2].path(group, path)).isEqualTo(views[0].path(group, path) + 1);
                assertThat(views[1].med(group)).isNotEqualTo(views[0].med(group));
            }
        }
        assertThat(counts[0]).isEqualTo(100_000);
        assertThat(counts[1]).isBetween(11_000, 14_000);
        assertThat(counts[2]).isBetween(5_000, 7_500);
        assertThat(shows).isTrue();
    }
}
