package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.RuntimeJsonMappingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table that somebody imports, as CSV with a header or as a JSON list of objects, with everything that is wrong with it collected.
 *
 * <p>Rows count from 1; in a CSV the first is the one after the header. A CSV may separate by comma or semicolon, and its columns may
 * stand in any order. Texts that a spreadsheet would run as a formula are refused, because what is imported here is exported again.
 */
public final class ImportTable {

    private static final String FORMULA_STARTS = "=+-@";
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final List<Column> columns;
    private final int mostRows;
    private final Problems problems;

    public ImportTable(List<Column> columns, int mostRows, Problems problems) {
        this.columns = columns;
        this.mostRows = mostRows;
        this.problems = problems;
    }

    /** What kind of value stands in a column. A list is a JSON list, or texts separated by a semicolon. */
    public enum Kind {
        TEXT,
        NUMBER,
        LIST
    }

    public record Column(String name, Kind kind, boolean required) {}

    /** A row; a cell left empty is missing. */
    public record Row(int number, Map<String, String> texts, Map<String, List<String>> lists) {

        public @Nullable String text(String column) {
            return texts.get(column);
        }

        /** The same text, though not more than {@code longest} characters of it. */
        public @Nullable String text(String column, int longest, Problems problems) {
            String text = text(column);
            problems.addIf(
                    text != null && text.length() > longest,
                    field(column),
                    "may be " + longest + " characters long at most");
            return text;
        }

        /** One of a few words, however its case, and however its parts are joined. */
        public <E extends Enum<E>> @Nullable E constant(String column, Class<E> type, Problems problems) {
            String text = text(column);
            if (text == null) {
                return null;
            }
            String wanted = text.replaceAll("[ -]", "_");
            for (E constant : type.getEnumConstants()) {
                if (constant.name().equalsIgnoreCase(wanted)) {
                    return constant;
                }
            }
            problems.add(
                    field(column),
                    Arrays.stream(type.getEnumConstants())
                            .map(constant ->
                                    constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                            .collect(Collectors.joining(", ", "must be one of ", "")));
            return null;
        }

        public List<String> list(String column) {
            return lists.getOrDefault(column, List.of());
        }

        /** What a problem calls this cell, such as {@code rows[3].tier}. */
        public String field(String column) {
            return ImportTable.field(number, column);
        }
    }

    private static String field(int number, String column) {
        return "rows[" + number + "]." + column;
    }

    /** @return one column of what is to be stored, as SQL takes it with {@code unnest} */
    public static <T> String[] column(List<T> items, Function<T, String> of) {
        return items.stream().map(of).toArray(String[]::new);
    }

    public List<Row> rows(ImportBody body) {
        return body.csv() ? csv(body.text()) : json(body.text());
    }

    private List<Row> csv(String text) {
        int headerEnd = text.indexOf('\n');
        String header = headerEnd < 0 ? text : text.substring(0, headerEnd);
        char separator = header.indexOf(',') < 0 && header.indexOf(';') >= 0 ? ';' : ',';
        List<Row> rows = new ArrayList<>();
        try (MappingIterator<String[]> lines = CSV.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator))
                .readValues(text)) {
            List<@Nullable Column> found = lines.hasNext() ? header(lines.next()) : List.of();
            if (found.isEmpty()) {
                problems.add("header", "is missing; the first line names the columns: " + names());
            }
            boolean headerRead = problems.isEmpty();
            for (int number = 1; headerRead && lines.hasNext(); number++) {
                if (number > mostRows) {
                    problems.add("rows", "may be " + mostRows + " at most");
                    break;
                }
                rows.add(row(number, found, lines.next()));
            }
            problems.addIf(headerRead && rows.isEmpty(), "rows", "are missing");
        } catch (RuntimeJsonMappingException e) {
            problems.add("body", "is not valid CSV" + place(e.getCause()));
        } catch (JsonProcessingException e) {
            problems.add("body", "is not valid CSV" + place(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            if (e.getCause() instanceof JsonProcessingException cause) {
                problems.add("body", "is not valid CSV" + place(cause));
            } else {
                throw e;
            }
        }
        return rows;
    }

    private static String place(@Nullable Throwable e) {
        return e instanceof JsonProcessingException syntax && syntax.getLocation() != null
                ? " at line " + syntax.getLocation().getLineNr()
                : "";
    }

    private List<@Nullable Column> header(String[] cells) {
        List<@Nullable Column> found = new ArrayList<>();
        for (String cell : cells) {
            Column column = column(cell);
            if (column == null) {
                problems.add("header", "names a column that is not known: " + shown(cell) + "; known are " + names());
            } else if (found.contains(column)) {
                problems.add("header", "names the column " + column.name() + " twice");
            }
            found.add(column);
        }
        for (Column column : columns) {
            problems.addIf(
                    column.required() && !found.contains(column), "header", "must name the column " + column.name());
        }
        return found;
    }

    private @Nullable Column column(String name) {
        String plain = plain(name);
        return columns.stream()
                .filter(column -> plain(column.name()).equals(plain))
                .findFirst()
                .orElse(null);
    }

    private static String plain(String name) {
        return name.strip().replaceAll("[ _-]", "").toLowerCase(Locale.ROOT);
    }

    private static String shown(String name) {
        String text = name.strip();
        return '"' + (text.length() > 60 ? text.substring(0, 60) + "…" : text) + '"';
    }

    private String names() {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private Row row(int number, List<@Nullable Column> header, String[] cells) {
        Row row = new Row(number, new HashMap<>(), new HashMap<>());
        if (cells.length > header.size()) {
            problems.add(
                    "rows[" + number + "]",
                    "has %d values where the header names %d".formatted(cells.length, header.size()));
        }
        for (int i = 0; i < Math.min(cells.length, header.size()); i++) {
            Column column = header.get(i);
            if (column != null) {
                put(row, column, cells[i]);
            }
        }
        return complete(row);
    }

    private List<Row> json(String text) {
        JsonBody body = JsonBody.read(text, mostRows);
        if (!body.list()) {
            throw new InvalidInput("body", "must be a list of objects");
        }
        problems.addIf(body.items().isEmpty(), "rows", "are missing");
        List<Row> rows = new ArrayList<>();
        for (JsonBody.Item item : body.items()) {
            int number = rows.size() + 1;
            item.problems().forEach(problem -> problems.add(field(number, problem.field()), problem.message()));
            rows.add(row(number, item.value()));
        }
        return rows;
    }

    private Row row(int number, JsonNode value) {
        Row row = new Row(number, new HashMap<>(), new HashMap<>());
        if (!value.isObject()) {
            problems.add("rows[" + number + "]", "must be an object");
            return row;
        }
        value.fieldNames().forEachRemaining(name -> {
            boolean known = columns.stream().anyMatch(column -> column.name().equals(name));
            problems.addIf(!known, field(number, name), "is not known; known are " + names());
        });
        for (Column column : columns) {
            JsonNode cell = value.path(column.name());
            if (cell.isTextual() || (cell.isNumber() && column.kind() == Kind.NUMBER)) {
                put(row, column, cell.asText());
            } else if (cell.isArray() && column.kind() == Kind.LIST) {
                List<String> texts = new ArrayList<>();
                cell.forEach(entry -> {
                    if (entry.isTextual()) {
                        texts.add(entry.textValue());
                    } else {
                        problems.add(row.field(column.name()), "must be a list of texts");
                    }
                });
                putAll(row, column, texts);
            } else if (!cell.isMissingNode() && !cell.isNull()) {
                problems.add(
                        row.field(column.name()),
                        switch (column.kind()) {
                            case TEXT -> "must be text";
                            case NUMBER -> "must be a number";
                            case LIST -> "must be a list of texts";
                        });
                row.texts().put(column.name(), "");
            }
        }
        return complete(row);
    }

    private void put(Row row, Column column, String cell) {
        if (column.kind() == Kind.LIST) {
            putAll(row, column, List.of(cell.split(";")));
        } else if (!cell.isBlank()) {
            row.texts().put(column.name(), checked(row, column, cell.strip()));
        }
    }

    private void putAll(Row row, Column column, List<String> texts) {
        row.lists()
                .put(
                        column.name(),
                        texts.stream()
                                .filter(text -> !text.isBlank())
                                .map(text -> checked(row, column, text.strip()))
                                .distinct()
                                .toList());
    }

    private String checked(Row row, Column column, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            problems.add(row.field(column.name()), "contains a line break or another control character");
        }
        if (column.kind() != Kind.NUMBER && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0) {
            problems.add(
                    row.field(column.name()),
                    "must not begin with %s, which a spreadsheet runs as a formula".formatted(text.charAt(0)));
        }
        return text;
    }

    private Row complete(Row row) {
        for (Column column : columns) {
            boolean there =
                    row.texts().containsKey(column.name()) || row.lists().containsKey(column.name());
            problems.addIf(column.required() && !there, row.field(column.name()), "is missing");
        }
        row.texts().values().removeIf(String::isEmpty);
        return row;
    }
}
