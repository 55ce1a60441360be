package io.github.integratedresponse.cockpit;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How promises were kept.
 *
 * @param due how many were due: kept in time or late, open past their time, or called off past it
 * @param cancelled how many were called off in time; they were never due
 * @param adherence kept in time, as a share of those due, to four decimals; null when none was due
 */
record Promises(
        long due,
        long met,
        long metLate,
        long overdue,
        long calledOffLate,
        long cancelled,
        @Nullable Double adherence) {

    static final Promises NONE = new Promises(0, 0, 0, 0, 0, 0, null);

    /** Reads the columns of {@link Fates#SUMS}. */
    static Promises of(ResultSet row) throws SQLException {
        long met = row.getLong("met");
        long late = row.getLong("met_late");
        long overdue = row.getLong("overdue");
        long calledOff = row.getLong("called_off_late");
        long due = met + late + overdue + calledOff;
        return new Promises(
                due,
                met,
                late,
                overdue,
                calledOff,
                row.getLong("cancelled"),
                due == 0 ? null : Math.round(10_000.0 * met / due) / 10_000.0);
    }

    long broken() {
        return metLate + overdue + calledOffLate;
    }
}
