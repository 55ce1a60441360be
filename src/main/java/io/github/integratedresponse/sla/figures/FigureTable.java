package io.github.integratedresponse.sla.figures;

import io.github.integratedresponse.process.CsvTable;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Answers records as CSV, a column for each component in their order. */
class FigureTable {

    private final RecordComponent[] columns;

    FigureTable(Class<? extends Record> type) {
        this.columns = type.getRecordComponents();
    }

    void write(String name, List<? extends Record> rows, HttpServletResponse response) throws IOException {
        List<String> names = Stream.of(columns).map(RecordComponent::getName).toList();
        try (CsvTable table = new CsvTable(name, names, response)) {
            for (Record row : rows) {
                table.add(Stream.of(columns).map(column -> value(row, column)).toArray());
            }
        }
    }

    private static @Nullable Object value(Record row, RecordComponent column) {
        try {
            column.getAccessor().setAccessible(true);
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record tells what it holds", e);
        }
    }
}
