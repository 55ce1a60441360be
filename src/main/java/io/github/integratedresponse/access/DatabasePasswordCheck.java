package io.github.integratedresponse.access;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Looks at the password of the named database server before anything connects with it. */
class DatabasePasswordCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        check(event.getEnvironment());
    }

    static void check(Environment environment) {
        String url = environment.getProperty("spring.datasource.url");
        if (!StringUtils.hasText(url)) {
            return;
        }
        // a client certificate needs no password
        if (!parameter(url, "sslkey").isEmpty()) {
            return;
        }
        String user = environment.getProperty("spring.datasource.username", parameter(url, "user"));
        String password = environment.getProperty("spring.datasource.password", parameter(url, "password"));
        if (Passwords.obvious(password, user)) {
            throw new UnsafeStart(
                    "The password of the database is missing, a default, or the name of its user, so that anybody who reaches the"
                            + " server could read and change every incident.",
                    "Give the database user a password of its own, set it as SPRING_DATASOURCE_PASSWORD (the user as"
                            + " SPRING_DATASOURCE_USERNAME), and start again.");
        }
    }

    private static String parameter(String url, String name) {
        Matcher found = Pattern.compile("[?&]" + name + "=([^&]*)").matcher(url);
        return found.find() ? URLDecoder.decode(found.group(1), StandardCharsets.UTF_8) : "";
    }
}
