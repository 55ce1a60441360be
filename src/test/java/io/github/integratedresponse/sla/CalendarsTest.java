package io.github.integratedresponse.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CalendarsTest {

    private final Calendars calendars = ShippedCalendars.make();

    @ParameterizedTest(name = "{0} {1} + {2}")
    @CsvSource({
        // within a day, over a night, over a weekend
        "US, 2026-03-03T10:00, PT4H, 2026-03-03T14:00",
        "US, 2026-03-03T15:00, PT4H, 2026-03-04T11:00",
        "US, 2026-03-06T15:00, PT4H, 2026-03-09T11:00",
        // from outside of working hours
        "US, 2026-03-03T05:00, PT4H, 2026-03-03T13:00",
        "US, 2026-03-03T20:00, PT4H, 2026-03-04T13:00",
        "US, 2026-03-07T12:00, PT4H, 2026-03-09T13:00",
        // up to the end of a day: that evening, not the next morning
        "US, 2026-03-06T13:00, PT4H, 2026-03-06T17:00",
        "US, 2026-03-07T12:00, PT8H, 2026-03-09T17:00",
        // a day is a working day's length, wherever it begins
        "US, 2026-03-03T10:00, P1D, 2026-03-04T10:00",
        "US, 2026-03-03T20:00, P1D, 2026-03-04T17:00",
        "US, 2026-03-05T16:30, P2D, 2026-03-09T16:30",
        "US, 2026-03-03T10:00, P1DT2H, 2026-03-04T12:00",
        // the clocks go forward and back on a Sunday: the same hours are worked
        "US, 2026-03-06T15:00, P1D, 2026-03-09T15:00",
        "US, 2026-10-30T15:00, P1D, 2026-11-02T15:00",
        "DE, 2026-03-27T15:00, P1D, 2026-03-30T15:00",
        "DE, 2026-10-23T15:00, P1D, 2026-10-26T15:00",
        // Independence Day is a Saturday in 2026, observed on Friday; Christmas and New Year; Columbus Day;
        // Thanksgiving
        "US, 2026-07-02T15:00, PT4H, 2026-07-06T11:00",
        "US, 2026-12-24T15:00, PT4H, 2026-12-28T11:00",
        "US, 2026-12-31T15:00, PT4H, 2027-01-04T11:00",
        "US, 2026-10-09T15:00, PT4H, 2026-10-13T11:00",
        "US, 2026-11-25T15:00, PT4H, 2026-11-27T11:00",
        // New Year's Day of 2022 was a Saturday, observed in the year before
        "US, 2021-12-30T15:00, PT4H, 2022-01-03T11:00",
        // Good Friday and Easter Monday; Epiphany is a holiday in a part of the country, which is not configured
        "DE, 2026-04-02T15:00, PT4H, 2026-04-07T11:00",
        "DE, 2026-01-05T15:00, PT4H, 2026-01-06T11:00",
        "DE-BY, 2026-01-05T15:00, PT4H, 2026-01-06T11:00",
        "GB, 2026-08-28T15:00, PT4H, 2026-09-01T11:00",
        // a leap day
        "US, 2028-02-28T15:00, PT4H, 2028-02-29T11:00",
        "IN, 2026-03-03T15:00, PT4H, 2026-03-04T11:00",
        // the emperor's birthday; two holidays with a day between them
        "JP, 2026-02-20T15:00, PT4H, 2026-02-24T11:00",
        "JP, 2026-12-22T15:00, PT4H, 2026-12-23T11:00",
        "JP, 2026-09-18T15:00, PT4H, 2026-09-24T11:00"
    })
    void countsWorkingHours(String region, LocalDateTime from, String target, LocalDateTime due) {
        ZoneId zone = zone(region);
        WorkingTime calendar = calendars.of("business", region);
        Instant begin = from.atZone(zone).toInstant();

        Instant end = calendar.plus(begin, Target.parse(target));

        assertThat(end.atZone(zone).toLocalDateTime()).isEqualTo(due);
        assertThat(calendar.between(begin, end)).isEqualTo(calendar.length(Target.parse(target)));
    }

    @Test
    void keepsNanoseconds() {
        WorkingTime calendar = calendars.of("business-US", null);
        // a minute before the end of a Friday
        Instant begin = Instant.parse("2026-03-06T21:59:00.000000001Z");

        Instant due = calendar.plus(begin, Duration.ofMinutes(2).plusNanos(5));

        assertThat(due).isEqualTo("2026-03-09T13:01:00.000000006Z");
        assertThat(calendar.between(begin, due)).isEqualTo(Duration.ofMinutes(2).plusNanos(5));
    }

    @Test
    void whatTakesNothingIsDueAtOnce() {
        Instant sunday = Instant.parse("2026-03-08T12:00:00Z");

        assertThat(calendars.of("business", "US").plus(sunday, Duration.ZERO)).isEqualTo(sunday);
        assertThat(calendars.of("business", "US").between(sunday, sunday.minusSeconds(1)))
                .isZero();
    }

    @Test
    void aroundTheClockEverythingCounts() {
        WorkingTime calendar = calendars.of("24x7", "US");
        Instant from = Instant.parse("2026-12-24T23:00:00Z");

        assertThat(calendar.plus(from, Target.parse("P1DT2H"))).isEqualTo("2026-12-26T01:00:00Z");
        assertThat(calendar.between(from, from.plusSeconds(5))).isEqualTo(Duration.ofSeconds(5));
        assertThat(calendar.between(from, from.minusSeconds(5))).isZero();
    }

    @ParameterizedTest(name = "from {1} {2} working hours within {3}")
    @CsvSource({
        // the hour from 02:00 that does not exist, and the hour from 01:00 that comes twice
        "America/New_York, 2026-03-08T00:00-05:00, 5, 01:00-07:00, Sunday, 2026-03-08T07:00-04:00",
        "America/New_York, 2026-11-01T00:00-04:00, 7, 01:00-07:00, Sunday, 2026-11-01T07:00-05:00",
        // working time that begins within such an hour
        "Europe/Berlin, 2026-03-29T00:00+01:00, 1, 02:30-04:00, Sunday, 2026-03-29T04:00+02:00",
        "Europe/Berlin, 2026-10-25T00:00+02:00, 2, 02:30-04:00, Sunday, 2026-10-25T04:00+01:00",
        // and that ends there: 02:00 to 02:30 is worked, the half hour after it is not, 02:00 comes again
        "Europe/Berlin, 2026-10-25T00:00+02:00, 3, 00:00-02:30, Sunday, 2026-10-25T02:30+01:00",
        // half an hour
        "Australia/Lord_Howe, 2026-04-05T00:00+11:00, 9, 00:00-08:30, Sunday, 2026-04-05T08:30+10:30",
        "Australia/Lord_Howe, 2026-10-04T00:00+10:30, 8, 00:00-08:30, Sunday, 2026-10-04T08:30+11:00",
        // a day that does not exist: Friday, 30 December 2011 in Samoa
        "Pacific/Apia, 2011-12-29T16:00-10:00, 2, 09:00-17:00, 'Thursday,Friday,Saturday', 2011-12-31T10:00+14:00"
    })
    void countsHoursThatDoNotExistOrComeTwice(
            String zone, String from, int workingHours, String hours, String days, String due) {
        WorkingTime calendar = ShippedCalendars.with(
                        Map.of("regions.US.zone", zone, "regions.US.hours", hours, "regions.US.working-days", days))
                .of("business", "US");

        Instant end = calendar.plus(java.time.OffsetDateTime.parse(from).toInstant(), Duration.ofHours(workingHours));

        assertThat(end).isEqualTo(java.time.OffsetDateTime.parse(due).toInstant());
    }

    @Test
    void aDayMayHaveABreak() {
        WorkingTime calendar = ShippedCalendars.with(Map.of("regions.DE.hours", "13:00-17:00, 08:00-12:00"))
                .of("business", "DE");

        assertThat(calendar.plus(Instant.parse("2026-03-03T10:30:00Z"), Duration.ofHours(1)))
                .isEqualTo("2026-03-03T12:30:00Z");
        assertThat(calendar.length(Target.parse("P2D"))).isEqualTo(Duration.ofHours(16));
    }

    @Test
    void operatorsCloseAndOpenDays() {
        WorkingTime calendar = ShippedCalendars.with(Map.of(
                        "regions.DE.closed", "12-24, 2026-12-28, last Friday in August",
                        "regions.DE.open", "2026-12-26",
                        "regions.DE.holidays-removed", "05-01",
                        "regions.DE.holidays-added", "2026-10-30"))
                .of("business", "DE");

        assertThat(worked(calendar, "2026-12-24")).isZero();
        assertThat(worked(calendar, "2027-12-24")).isZero();
        assertThat(worked(calendar, "2026-12-26")).isEqualTo(Duration.ofHours(8));
        assertThat(worked(calendar, "2026-12-28")).isZero();
        assertThat(worked(calendar, "2026-12-29")).isEqualTo(Duration.ofHours(8));
        assertThat(worked(calendar, "2026-08-28")).isZero();
        assertThat(worked(calendar, "2026-05-01")).isEqualTo(Duration.ofHours(8));
        assertThat(worked(calendar, "2026-10-30")).isZero();
    }

    /** As environment variables are. */
    @Test
    void aRegionMayBeWrittenSmall() {
        Calendars own = ShippedCalendars.with(Map.of("regions.de.hours", "08:00-12:00"));

        assertThat(own.names()).isEqualTo(calendars.names());
        assertThat(own.of("business", "DE").length(Target.parse("P2D"))).isEqualTo(Duration.ofHours(8));
        assertThat(worked(own.of("business", "DE"), "2026-03-03")).isEqualTo(Duration.ofHours(4));
        assertThatThrownBy(() -> ShippedCalendars.with(Map.of("regions.de.hours", "8-12")))
                .hasMessageEndingWith("used: regions.DE.hours: hours are like 09:00-17:00, not '8-12'");
    }

    @Test
    void holidaysAreOnlyClosedWhereTheyShallBe() {
        assertThat(worked(
                        ShippedCalendars.with(Map.of("regions.DE.holidays", "none"))
                                .of("business", "DE"),
                        "2026-12-25"))
                .isEqualTo(Duration.ofHours(8));
        assertThat(worked(
                        ShippedCalendars.with(Map.of("regions.DE.holidays", "DE-BY"))
                                .of("business", "DE"),
                        "2026-01-06"))
                .isZero();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource({
        "business, DE, business-DE",
        "business, de, business-DE",
        "business, DE-BY, business-DE",
        "business, XX, business-US",
        "business, Germany, business-US",
        "business, USA, business-US",
        "business, , business-US",
        "business-GB, DE, business-GB",
        "24x7, DE, 24x7"
    })
    void findsTheCalendarOfARegion(String name, @Nullable String region, String found) {
        assertThat(calendars.of(name, region).name()).isEqualTo(found);
    }

    @Test
    void saysOnceThatARegionHasNoCalendar(CapturedOutput output) {
        calendars.of("business", "ZZ");
        calendars.of("business", "ZZ");

        calendars.plusOfficialBusinessDays(Instant.EPOCH, 1, "Z\nZ");
        calendars.plusOfficialBusinessDays(Instant.EPOCH, 1, "Z\nZ");

        assertThat(output.toString())
                .containsOnlyOnce("No calendar is configured for region ZZ: it works as US does")
                .containsOnlyOnce("No calendar is configured for region Z?Z: laws count Monday to Friday there");
    }

    @Test
    void anUnknownCalendarIsRefusedWithTheKnownOnes() {
        for (String name : new String[] {"buisness", "business-", "business-XX", "24X7", ""}) {
            assertThatThrownBy(() -> calendars.of(name, "US"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("24x7, business, business-AT");
        }
        assertThat(calendars.names()).contains("24x7", "business", "business-US", "business-JP");
    }

    @Test
    void everyMistakeIsNamedAtOnce() {
        Map<String, Object> wrong = new HashMap<>();
        wrong.put("default-region", "MARS");
        wrong.put("regions.US.hours", "9-17");
        wrong.put("regions.GB.hours", "09:00-13:00, 12:00-17:00");
        wrong.put("regions.FR.hours", "22:00-06:00");
        wrong.put("regions.DE.zone", "Europe/Munich");
        wrong.put("regions.IE.working-days", "Mo");
        wrong.put("regions.IE.hours", "");
        wrong.put("regions.JP.working-days", "");
        wrong.put("regions.IN.closed", "Diwali, 2026-11-08, 02-30");
        wrong.put("regions.ZZ.zone", "UTC");
        wrong.put("regions.US-XX.zone", "UTC");
        wrong.put("regions.Utopia.zone", "UTC");

        assertThatThrownBy(() -> ShippedCalendars.with(wrong))
                .hasMessageContaining("default-region names MARS")
                .hasMessageContaining("regions.US.hours: hours are like 09:00-17:00, not '9-17'")
                .hasMessageContaining("regions.GB.hours must not overlap")
                .hasMessageContaining("regions.FR.hours: hours must end after they begin")
                .hasMessageContaining("regions.DE.zone: 'Europe/Munich'")
                .hasMessageContaining("regions.IE.working-days: 'Mo' is no day")
                .hasMessageContaining("regions.IE.hours names none")
                .hasMessageContaining("regions.JP.working-days names none")
                .hasMessageContaining("not 'Diwali'")
                .hasMessageContaining("not '02-30'")
                .hasMessageContaining("no public holidays are known of ZZ")
                .hasMessageContaining("no public holidays are known of US-XX")
                .hasMessageContaining("regions.UTOPIA is no ISO 3166 code");
    }

    @Test
    void aSettingThatDoesNotExistIsNamed() {
        new ApplicationContextRunner()
                .withBean(Calendars.class)
                .withUserConfiguration(Settings.class)
                .withPropertyValues(
                        "integrated-response.calendars.regions.US.zone=America/New_York",
                        "integrated-response.calendars.regions.US.hour=09:00-12:00")
                .run(context -> assertThat(context).getFailure().rootCause().hasMessageContaining("regions.us.hour"));
    }

    @Test
    void whatWouldTakeACenturyIsRefused() {
        WorkingTime calendar = calendars.of("business", "US");
        Instant from = Instant.parse("2026-03-03T10:00:00Z");

        assertThatThrownBy(() -> calendar.plus(from, Duration.ofDays(36525))).hasMessageContaining("100 years");
        assertThatThrownBy(() -> calendar.plus(from, Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("100 years");
        assertThatThrownBy(() -> calendars.of("24x7", null).plus(from, Duration.ofDays(36526)))
                .hasMessageContaining("100 years");
        assertThatThrownBy(() -> calendar.plus(Instant.MAX, Duration.ofDays(1))).hasMessageContaining("2300");
        assertThatThrownBy(() -> calendar.between(from, Instant.MAX)).hasMessageContaining("2300");
        assertThatThrownBy(() -> calendar.plus(from, Duration.ofDays(-1))).hasMessageContaining("negative");
    }

    @Test
    void ninetyDaysAreCountedInMicroseconds() {
        WorkingTime calendar = calendars.of("business", "US");
        Target quarter = Target.parse("P90D");
        Instant from = Instant.parse("2026-03-03T15:00:00Z");
        calendar.plus(from, quarter);

        long begin = System.nanoTime();
        for (int times = 0; times < 100_000; times++) {
            calendar.plus(from.plusSeconds(times), quarter);
        }

        // a thousand times what it takes, for a machine that does something else meanwhile
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void lawsCountByPublicHolidaysWhateverTheOrganisationDoes() {
        Calendars own = ShippedCalendars.with(Map.of(
                "regions.US.closed", "2026-12-28, 2026-12-29",
                "regions.US.open", "2026-12-25, 2026-12-26",
                "regions.US.holidays", "none"));
        Instant before = Instant.parse("2026-12-24T15:00:00Z");

        assertThat(own.of("business", "US")
                        .between(Instant.parse("2026-12-28T05:00:00Z"), Instant.parse("2026-12-29T05:00:00Z")))
                .isZero();
        assertThat(own.isOfficialBusinessDay(LocalDate.parse("2026-12-28"), "US"))
                .isTrue();
        assertThat(own.isOfficialBusinessDay(LocalDate.parse("2026-12-25"), "US"))
                .isFalse();
        assertThat(own.isOfficialBusinessDay(LocalDate.parse("2026-12-26"), "US"))
                .isFalse();
        // 28, 29, 30 and 31 December
        assertThat(own.plusOfficialBusinessDays(before, 4, "US")).isEqualTo("2026-12-31T15:00:00Z");
    }

    private Duration worked(WorkingTime calendar, String day) {
        Instant midnight =
                LocalDate.parse(day).atStartOfDay(ZoneId.of("Europe/Berlin")).toInstant();
        return calendar.between(midnight, midnight.plus(Duration.ofHours(24)));
    }

    private static ZoneId zone(String region) {
        return switch (region.substring(0, 2)) {
            case "DE" -> ZoneId.of("Europe/Berlin");
            case "GB" -> ZoneId.of("Europe/London");
            case "JP" -> ZoneId.of("Asia/Tokyo");
            case "IN" -> ZoneId.of("Asia/Kolkata");
            default -> ZoneId.of("America/New_York");
        };
    }

    @EnableConfigurationProperties(CalendarProperties.class)
    static class Settings {}
}
