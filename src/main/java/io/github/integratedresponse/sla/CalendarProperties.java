package io.github.integratedresponse.sla;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When each region works. Kept as written: {@link RegionalCalendars} reads it and names everything that is wrong at once.
 *
 * @param defaultRegion whose calendar counts where work has no region, or one that is not configured
 * @param regions by ISO 3166 code, such as {@code US} or {@code DE-BY}
 */
@ConfigurationProperties(prefix = "integrated-response.calendars", ignoreUnknownFields = false)
record CalendarProperties(@DefaultValue("US") String defaultRegion, @DefaultValue Map<String, Region> regions) {

    /**
     * @param zone as in the tz database, such as {@code Europe/Berlin}
     * @param hours such as {@code 09:00-17:00}; several where there is a break
     * @param holidays the region whose public holidays are closed; its own where left out; {@code none}
     * @param holidaysAdded public holidays that the library does not know
     * @param holidaysRemoved public holidays of the library that are none
     * @param closed further days on which this organisation does not work
     * @param open days on which this organisation works, whatever day it is
     */
    record Region(
            @Nullable String zone,
            @DefaultValue({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}) List<String> workingDays,
            @DefaultValue("09:00-17:00") List<String> hours,
            @Nullable String holidays,
            @DefaultValue List<String> holidaysAdded,
            @DefaultValue List<String> holidaysRemoved,
            @DefaultValue List<String> closed,
            @DefaultValue List<String> open) {}
}
