package io.github.integratedresponse.access;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long a session of the web applications lasts.
 *
 * @param idle without a person doing anything; what a page refreshes by itself doesn't count
 * @param longest from the sign-in on, whatever happens
 */
@ConfigurationProperties("integrated-response.sessions")
record SessionProperties(@DefaultValue("30m") Duration idle, @DefaultValue("12h") Duration longest) {}
