package io.github.integratedresponse.sla.figures;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Writer;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * Writes records as CSV, a column for each component in their order. A cell that a spreadsheet would take for a formula gets an
 * apostrophe before it.
 */
class FigureTable {

    private final RecordComponent[] columns;

    FigureTable(Class<? extends Record> type) {
        this.columns = type.getRecordComponents();
    }

    void write(List<? extends Record> rows, Writer out) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        for (RecordComponent column : columns) {
            schema.addColumn(column.getName());
        }
        CsvGenerator csv = new CsvFactory().createGenerator(out);
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.setSchema(schema.build());
        if (rows.isEmpty()) {
            // the header alone
            csv.writeStartArray();
            csv.writeEndArray();
        }
        for (Record row : rows) {
            csv.writeStartObject();
            for (RecordComponent column : columns) {
                csv.writeStringField(column.getName(), cell(value(row, column)));
            }
            csv.writeEndObject();
        }
        csv.close();
    }

    private static Object value(Record row, RecordComponent column) {
        try {
            column.getAccessor().setAccessible(true);
            Object value = column.getAccessor().invoke(row);
            return value == null ? "" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A record tells what it holds", e);
        }
    }

    private static String cell(Object value) {
        String told = value.toString();
        boolean formula = value instanceof String && !told.isEmpty() && "=+-@\t\r".indexOf(told.charAt(0)) >= 0;
        return formula ? "'" + told : told;
    }
}
