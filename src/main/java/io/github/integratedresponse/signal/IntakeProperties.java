package io.github.integratedresponse.signal;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How findings are written.
 *
 * @param writers how many groups are written at a time; each takes a connection
 * @param group how many findings are written in one transaction at most
 * @param waiting how many findings may wait to be written; beyond it, whoever sends is told to come again
 * @param waitingSize how much memory those may take
 */
@ConfigurationProperties("integrated-response.intake.queue")
record IntakeProperties(
        @DefaultValue("2") int writers,
        @DefaultValue("500") int group,
        @DefaultValue("20000") int waiting,
        @DefaultValue("64MB") DataSize waitingSize) {}
