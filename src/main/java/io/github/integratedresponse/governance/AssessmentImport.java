package io.github.integratedresponse.governance;

import io.github.integratedresponse.governance.Assessment.Status;
import io.github.integratedresponse.process.ImportBody;
import io.github.integratedresponse.process.ImportCounts;
import io.github.integratedresponse.process.ImportTable;
import io.github.integratedresponse.process.ImportTable.Column;
import io.github.integratedresponse.process.ImportTable.Kind;
import io.github.integratedresponse.process.ImportTable.Row;
import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Brings assessments up to date and tells the roll-outs that wait for them. A table with anything wrong in it changes nothing. */
@Component
class AssessmentImport {

    static final int MOST = 50_000;

    private static final List<Column> COLUMNS = List.of(
            new Column("productId", Kind.TEXT, true),
            new Column("control", Kind.TEXT, true),
            new Column("status", Kind.TEXT, true),
            new Column("score", Kind.NUMBER, true),
            new Column("assessedOn", Kind.TEXT, true),
            new Column("evidence", Kind.TEXT, false));
    private static final int LONGEST_EVIDENCE = 2_000;
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private final JdbcClient jdbc;
    private final WaitingForAdoption waiting;
    private final Clock clock;

    AssessmentImport(JdbcClient jdbc, WaitingForAdoption waiting, Clock clock) {
        this.jdbc = jdbc;
        this.waiting = waiting;
        this.clock = clock;
    }

    /** @throws InvalidInput with everything that is wrong in every row */
    @Transactional
    public ImportCounts store(ImportBody body) {
        Problems problems = new Problems();
        List<Row> rows = new ImportTable(COLUMNS, MOST, problems).rows(body);
        Set<String> products = known("product", rows, "productId");
        Set<String> controls = known("control", rows, "control");
        List<Assessment> assessments = new ArrayList<>();
        Map<List<String>, Integer> rowsByPair = new HashMap<>();
        for (Row row : rows) {
            String product = row.text("productId");
            String control = control(row);
            problems.addIf(
                    product != null && !products.contains(product),
                    row.field("productId"),
                    "is not a product of the registry");
            problems.addIf(
                    control != null && !controls.contains(control),
                    row.field("control"),
                    "is not a control of the standard");
            if (product != null && control != null) {
                Integer earlier = rowsByPair.putIfAbsent(List.of(product, control), row.number());
                problems.addIf(
                        earlier != null,
                        row.field("control"),
                        "is assessed for this product in rows[" + earlier + "] already");
            }
            Assessment assessment = assessment(row, problems);
            if (assessment != null) {
                assessments.add(assessment);
            }
        }
        problems.throwIfAny();
        ImportCounts counts = upsert(assessments);
        if (counts.created() + counts.updated() > 0) {
            waiting.tell(assessments.stream().map(Assessment::control).collect(Collectors.toSet()));
        }
        return counts;
    }

    private Set<String> known(String table, List<Row> rows, String column) {
        String[] ids = rows.stream()
                .map(row -> column.equals("control") ? control(row) : row.text(column))
                .filter(Objects::nonNull)
                .distinct()
                .toArray(String[]::new);
        return new HashSet<>(jdbc.sql("select id from response." + table + " where id = any(?)")
                .param(ids)
                .query(String.class)
                .list());
    }

    private static @Nullable String control(Row row) {
        String control = row.text("control");
        return control == null ? null : control.toUpperCase(Locale.ROOT);
    }

    private static @Nullable Assessment assessment(Row row, Problems problems) {
        Status status = row.constant("status", Status.class, problems);
        String score = row.text("score");
        problems.addIf(
                score != null && !score.matches("\\d{1,2}|100"),
                row.field("score"),
                "must be a whole number between 0 and 100");
        LocalDate assessedOn = date(row, problems);
        String evidence = row.text("evidence", LONGEST_EVIDENCE, problems);
        String product = row.text("productId");
        String control = control(row);
        if (product == null
                || control == null
                || status == null
                || score == null
                || assessedOn == null
                || !problems.isEmpty()) {
            return null;
        }
        return new Assessment(product, control, status, Integer.parseInt(score), assessedOn, evidence);
    }

    private static @Nullable LocalDate date(Row row, Problems problems) {
        String text = row.text("assessedOn");
        if (text == null) {
            return null;
        }
        try {
            LocalDate date = LocalDate.parse(text);
            if (!date.isBefore(EARLIEST) && date.getYear() < 2200) {
                return date;
            }
        } catch (DateTimeException e) {
            // said below
        }
        problems.add(row.field("assessedOn"), "must be a date such as 2026-03-31");
        return null;
    }

    private ImportCounts upsert(List<Assessment> assessments) {
        List<Boolean> created = jdbc.sql("insert into response.assessment as a"
                        + " (product_id, control_id, status, score, assessed_on, evidence, imported_at)"
                        + " select product_id, control_id, status, score, assessed_on, nullif(evidence, ''), ?"
                        + " from unnest(?::text[], ?::text[], ?::text[], ?::smallint[], ?::date[], ?::text[])"
                        + " as row (product_id, control_id, status, score, assessed_on, evidence)"
                        + " order by product_id, control_id"
                        + " on conflict (product_id, control_id) do update set status = excluded.status,"
                        + " score = excluded.score, assessed_on = excluded.assessed_on, evidence = excluded.evidence,"
                        + " imported_at = excluded.imported_at"
                        + " where (a.status, a.score, a.assessed_on, a.evidence) is distinct from"
                        + " (excluded.status, excluded.score, excluded.assessed_on, excluded.evidence)"
                        + " returning a.xmax = 0")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(ImportTable.column(assessments, Assessment::productId))
                .param(ImportTable.column(assessments, Assessment::control))
                .param(ImportTable.column(
                        assessments, assessment -> assessment.status().name()))
                .param(ImportTable.column(assessments, assessment -> String.valueOf(assessment.score())))
                .param(ImportTable.column(
                        assessments, assessment -> assessment.assessedOn().toString()))
                .param(ImportTable.column(
                        assessments, assessment -> Objects.requireNonNullElse(assessment.evidence(), "")))
                .query(Boolean.class)
                .list();
        return ImportCounts.of(created, assessments.size());
    }
}
