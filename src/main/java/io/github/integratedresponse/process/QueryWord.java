package io.github.integratedresponse.process;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.jspecify.annotations.Nullable;

/**
 * All that a stored query may say in place of a value. They look like the engine's expressions and are compared as texts: nothing of
 * them is parsed or evaluated, so whoever got one into a query reaches who they are and what time it is, and no more.
 */
public enum QueryWord {

    /** The id of the person asking; nobody's while nobody is signed in. */
    ME("${currentUser()}", now -> Context.getCommandContext().getAuthenticatedUserId()),

    NOW("${now()}", now -> date(now)),

    IN_AN_HOUR("${dateTime().plusHours(1)}", now -> date(now.plusHours(1))),

    /** When the ISO week that goes on ends, in UTC. */
    NEXT_MONDAY("${dateTime().plusWeeks(1).withDayOfWeek(1).withTimeAtStartOfDay()}", now -> date(nextMonday(now)));

    private final String text;
    private final Function<ZonedDateTime, @Nullable Object> value;

    QueryWord(String text, Function<ZonedDateTime, @Nullable Object> value) {
        this.text = text;
        this.value = value;
    }

    /** As a query carries it. */
    public String text() {
        return text;
    }

    static Optional<QueryWord> of(String text) {
        return Stream.of(values()).filter(word -> word.text.equals(text)).findFirst();
    }

    /** By the engine's clock; asked inside a command of the engine. */
    @Nullable
    Object value() {
        return value.apply(ClockUtil.getCurrentTime().toInstant().atZone(ZoneOffset.UTC));
    }

    private static ZonedDateTime nextMonday(ZonedDateTime now) {
        LocalDate monday = now.toLocalDate().with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        return monday.atStartOfDay(ZoneOffset.UTC);
    }

    private static Date date(ZonedDateTime time) {
        return Date.from(time.truncatedTo(ChronoUnit.MILLIS).toInstant());
    }
}
