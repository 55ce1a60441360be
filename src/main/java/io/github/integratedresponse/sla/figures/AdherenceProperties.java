package io.github.integratedresponse.sla.figures;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What adherence is measured against.
 *
 * @param adherenceTarget the share of promises that is to be kept, more than 0 and at most 1
 */
@ConfigurationProperties("integrated-response.sla")
record AdherenceProperties(@DefaultValue("0.95") double adherenceTarget) {

    AdherenceProperties {
        if (!(adherenceTarget > 0 && adherenceTarget <= 1)) {
            throw new IllegalArgumentException(
                    "integrated-response.sla.adherence-target must be more than 0 and at most 1, such as 0.95");
        }
    }
}
