package io.github.integratedresponse.access;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.context.WebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where to go once the platform is ready. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final Environment environment;
    private final ObjectProvider<DemoAccounts> demo;

    Announcement(Environment environment, ObjectProvider<DemoAccounts> demo) {
        this.environment = environment;
        this.demo = demo;
    }

    @EventListener
    void ready(ApplicationReadyEvent ready) {
        if (ready.getApplicationContext() instanceof WebServerApplicationContext web && web.getWebServer() != null) {
            log.info("{}", text(web.getWebServer().getPort()));
        }
    }

    private String text(int port) {
        String base = address() + ":" + port;
        String text =
                """
                Integrated Response is ready.

                  Tasklist   %1$s/camunda/app/tasklist/
                  Cockpit    %1$s/camunda/app/cockpit/
                  API        %1$s/api/docs
                """
                        .formatted(base);
        if (demo.getIfAvailable() != null) {
            text +=
                    """

                      Sign in with a demo account; the password is the name:
                        %s
                    """
                            .formatted(String.join(", ", Role.ids()).replace("executive, ", "executive,\n    "));
        }
        return text;
    }

    private String address() {
        String scheme = environment.getProperty("server.ssl.enabled", Boolean.class, Boolean.FALSE)
                        || environment.containsProperty("server.ssl.key-store")
                        || environment.containsProperty("server.ssl.bundle")
                ? "https"
                : "http";
        String host = Objects.requireNonNullElse(environment.getProperty("server.address"), "localhost");
        return scheme + "://" + (host.equals("127.0.0.1") || host.equals("0.0.0.0") ? "localhost" : host);
    }
}
