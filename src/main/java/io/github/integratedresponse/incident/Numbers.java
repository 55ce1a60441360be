package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.LocalDate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Gives out the numbers people call things by: {@code INC-2026-000123}, without gaps per series and year (UTC). */
@Component
public class Numbers {

    private final JdbcClient jdbc;
    private final Clock clock;

    Numbers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The next number. Holds the series until the caller's transaction ends, so ask for it late; a rollback gives the number back.
     *
     * @param series such as {@code INC}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public String next(String series) {
        int year = LocalDate.now(clock).getYear();
        int number = jdbc.sql("insert into response.number_series (series, year, last) values (?, ?, 1)"
                        + " on conflict (series, year) do update set last = number_series.last + 1 returning last")
                .param(series)
                .param(year)
                .query(Integer.class)
                .single();
        return "%s-%d-%06d".formatted(series, year, number);
    }
}
