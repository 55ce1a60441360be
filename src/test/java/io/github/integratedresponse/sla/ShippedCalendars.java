package io.github.integratedresponse.sla;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** The calendars as they are shipped, without the rest of the platform. */
public class ShippedCalendars {

    private ShippedCalendars() {}

    public static Calendars make() {
        return with(Map.of());
    }

    /** @param settings below {@code integrated-response.calendars} */
    static Calendars with(Map<String, Object> settings) {
        Map<String, Object> full = new HashMap<>();
        settings.forEach((name, value) -> full.put("integrated-response.calendars." + name, value));
        List<PropertySource<?>> sources = new ArrayList<>(List.of(new MapPropertySource("test", full)));
        try {
            sources.addAll(new YamlPropertySourceLoader().load("shipped", new ClassPathResource("application.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Calendars(new Binder(ConfigurationPropertySources.from(sources))
                .bind("integrated-response.calendars", CalendarProperties.class)
                .get());
    }
}
