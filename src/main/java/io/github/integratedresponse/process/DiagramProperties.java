package io.github.integratedresponse.process;

import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is set about diagrams.
 *
 * @param unchecked ids of processes that are deployed without the checks that keep no code out, for a diagram from elsewhere that somebody answers
 *     for
 */
@ConfigurationProperties("integrated-response.diagrams")
record DiagramProperties(@DefaultValue Set<String> unchecked) {}
