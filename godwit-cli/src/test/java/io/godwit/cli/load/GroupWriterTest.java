package io.godwit.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.godwit.wire.Address;
import io.godwit.wire.Context;
import io.godwit.wire.Framer;
import io.godwit.wire.UpdateView;
import io.godwit.wire.Verdict;
import io.godwit.wire.nlri.Nlri;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;

final class GroupWriterTest {
    private static final Context CONTEXT =
            new Context(true, true, false, false, Framer.MAX_OCTETS, true, false);
    private static final View VIEW = TableView.whole(64500, 0x7F000002);

    /// RFC 4271 §4.3: every message is one that the receiving side finds nothing wrong with.
    @Test
    void everyUpdateIsWellFormedAndTogetherTheyAreTheGroup() {
        var writer = new GroupWriter(VIEW);
        var buffer = new byte[GroupWriter.most()];
        var table = new InternetTable(9, 20_000);
        while (table.next()) {
            int end = writer.write(table.group(), buffer, 0);
            assertThat(prefixes(buffer, end)).isEqualTo(prefixes(table.group()));
        }
    }

    @Test
    void aGroupThatDoesNotFitInOneMessageIsSplit() {
        var table = new InternetTable(9, 1);
        table.next();
        var group = table.group();
        group.prefixes = Group.MAX_PREFIXES;
        for (int i = 0; i < group.prefixes; i++) {
            group.addresses[i] = 20 << 24 | i;
            group.lengths[i] = 32;
        }
        group.communityCount = Group.MAX_COMMUNITIES;
        var buffer = new byte[GroupWriter.most()];
        int end = new GroupWriter(VIEW).write(group, buffer, 0);
        assertThat(Framer.frame(buffer, 0, end, Framer.MAX_OCTETS)).isBetween(1, end);
        assertThat(prefixes(buffer, end)).isEqualTo(prefixes(group));
    }

    @Test
    void endOfRibIsAnUpdateThatSaysNothing() {
        var buffer = new byte[64];
        int end = GroupWriter.endOfRib(buffer, 0);
        var view = new UpdateView();
        assertThat(view.scan(buffer, 0, end, CONTEXT)).isEqualTo(Verdict.OK);
        assertThat(view.endOfRib()).isTrue();
    }

    private static ArrayList<String> prefixes(Group group) {
        var prefixes = new ArrayList<String>();
        for (int i = 0; i < group.prefixes; i++) {
            prefixes.add(Address.ofV4(group.addresses[i]) + "/" + group.lengths[i]);
        }
        return prefixes;
    }

    private static ArrayList<String> prefixes(byte[] buffer, int end) {
        var prefixes = new ArrayList<String>();
        var view = new UpdateView();
        for (int at = 0; at < end; ) {
            int length = Framer.frame(buffer, at, end, Framer.MAX_OCTETS);
            assertThat(length).isPositive();
            assertThat(view.scan(buffer, at, length, CONTEXT)).isEqualTo(Verdict.OK);
            Nlri.read(buffer, view.nlriOffset(), view.nlriOctets(), false, false)
                    .forEach(entry -> prefixes.add(entry.prefix().toString()));
            at += length;
        }
        return prefixes;
    }
}
