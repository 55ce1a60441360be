package io.github.integratedresponse.incident;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
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
        return next(series, 1).get(0);
    }

    /** The next numbers, as many as these, lowest first. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<String> next(String series, int count) {
        int year = LocalDate.now(clock).getYear();
        int last = jdbc.sql("insert into response.number_series (series, year, last) values (?, ?, ?)"
                        + " on conflict (series, year) do update set last = number_series.last + excluded.last"
                        + " returning last")
                .param(series)
                .param(year)
                .param(count)
                .query(Integer.class)
                .single();
        return IntStream.rangeClosed(last - count + 1, last)
                .mapToObj(number -> "%s-%d-%06d".formatted(series, year, number))
                .toList();
    }
}
