package io.github.integratedresponse.notification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Whom mail comes from. The server is Spring's to configure, by {@code spring.mail.host} and its neighbours. */
@ConfigurationProperties("integrated-response.mail")
record MailProperties(@DefaultValue("integrated-response@localhost") String from) {}
