package io.godwit.cli.table;

import io.godwit.cli.Output;
import io.godwit.config.report.DisplayWidth;

import java.util.ArrayList;
import java.util.List;

/// A table of text, aligned by display width and never cut.
///
/// It also streams: after [#window(int)] rows the widths are fixed by what was seen and rows go out
/// as they come, so a table of a million rows needs the memory of its first few. A later cell that
/// is wider pushes its line, nothing else.
public final class TextTable {
    /// Which side of a column the text keeps to.
    public enum Align {
        LEFT,
        RIGHT
    }

    /// A cell with a color of its own.
    ///
    /// @param text what is shown
    /// @param paint how, applied after the width is measured
    public record Cell(String text, Paint paint) {}

    private final List<Align> aligns = new ArrayList<>();
    private final List<Cell[]> rows = new ArrayList<>();
    private final int gap;
    private int[] widths = {};
    private boolean color;
    private int window = Integer.MAX_VALUE;
    private Output live;

    private TextTable(int gap) {
        this.gap = gap;
    }

    /// A table without header, `gap` spaces between its columns.
    public static TextTable plain(int gap) {
        return new TextTable(gap);
    }

    /// A table with a header; a name that begins with `>` makes a right-aligned column.
    public static TextTable headed(boolean color, String... names) {
        var table = new TextTable(2);
        table.color = color;
        var header = new Cell[names.length];
        for (int i = 0; i < names.length; i++) {
            boolean right = names[i].startsWith(">");
            table.aligns.add(right ? Align.RIGHT : Align.LEFT);
            header[i] = new Cell(right ? names[i].substring(1) : names[i], Paint.BOLD);
        }
        table.add(header);
        return table;
    }

    /// Streams to `out` once `rows` rows have set the widths.
    public TextTable window(int rows, Output out) {
        window = rows;
        live = out;
        return this;
    }

    /// Appends a row.
    public TextTable row(String... cells) {
        var row = new Cell[cells.length];
        for (int i = 0; i < cells.length; i++) {
            row[i] = new Cell(cells[i], Paint.PLAIN);
        }
        return add(row);
    }

    /// Appends a row of colored cells.
    public TextTable add(Cell... cells) {
        if (rows.size() < window) {
            rows.add(cells);
            return this;
        }
        if (!rows.isEmpty() && widths.length == 0) {
            print(live);
        }
        print(cells, live);
        return this;
    }

    /// Prints what has not been printed yet.
    public void print(Output out) {
        if (widths.length > 0) {
            return;
        }
        measure();
        for (var row : rows) {
            print(row, out);
        }
    }

    private void measure() {
        int columns = 1;
        for (var row : rows) {
            columns = Math.max(columns, row.length);
        }
        widths = new int[columns];
        for (var row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], DisplayWidth.of(row[i].text()));
            }
        }
    }

    private void print(Cell[] row, Output out) {
        int last = row.length - 1;
        while (last > 0 && row[last].text().isEmpty()) {
            last--;
        }
        for (int i = 0; i <= last; i++) {
            var cell = row[i];
            int pad = Math.max(0, widths[i] - DisplayWidth.of(cell.text()));
            boolean right = i < aligns.size() && aligns.get(i) == Align.RIGHT;
            spaces(right ? pad : 0, out);
            out.print(color ? cell.paint().on(cell.text()) : cell.text());
            spaces(i == last ? 0 : (right ? 0 : pad) + gap, out);
        }
        out.print("\n");
    }

    private static void spaces(int count, Output out) {
        for (int left = count; left > 0; left--) {
            out.print(" ");
        }
    }
}
