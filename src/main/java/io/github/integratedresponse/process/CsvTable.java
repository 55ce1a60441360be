package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvGenerator;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** A table that is answered as a CSV file, row by row. A text that a spreadsheet would take for a formula gets an apostrophe before it. */
public final class CsvTable implements AutoCloseable {

    /** What the answer is, and what a caller accepts who wants it. */
    public static final String TYPE = "text/csv";

    private final List<String> columns;
    private final CsvGenerator csv;

    /**
     * Begins the answer.
     *
     * @param name of the file, without its ending
     */
    public CsvTable(String name, List<String> columns, HttpServletResponse response) throws IOException {
        this.columns = List.copyOf(columns);
        response.setContentType(TYPE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".csv\"");
        CsvSchema.Builder schema = CsvSchema.builder().setUseHeader(true);
        columns.forEach(schema::addColumn);
        this.csv = new CsvFactory().createGenerator(response.getOutputStream());
        csv.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        csv.setSchema(schema.build());
    }

    /**
     * @param format what the query says: {@code csv}, {@code json} or nothing
     * @param accepted the header {@code Accept}, which counts when the query says nothing
     * @return whether a table is wanted; what is wrong with {@code format} is added to {@code problems}
     */
    public static boolean asked(@Nullable String format, @Nullable String accepted, Problems problems) {
        problems.addIf(
                format != null && !format.equals("csv") && !format.equals("json"), "format", "must be csv or json");
        return format == null ? accepted != null && accepted.contains(TYPE) : format.equals("csv");
    }

    /** @param cells in the order of the columns; what is {@code null} is left empty */
    public void add(@Nullable Object... cells) {
        try {
            csv.writeStartObject();
            for (int i = 0; i < columns.size(); i++) {
                csv.writeStringField(columns.get(i), told(cells[i]));
            }
            csv.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String told(@Nullable Object cell) {
        String told = cell == null ? "" : cell.toString();
        boolean formula = cell instanceof String && !told.isEmpty() && "=+-@\t\r".indexOf(told.charAt(0)) >= 0;
        return formula ? "'" + told : told;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
