package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditSealer;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Lets the engine seal the audit log from time to time. */
@Configuration(proxyBeanMethods = false)
class SealingConfiguration {

    /** The engine needs the job before the database is migrated, and the sealer only when the job comes. */
    @Bean
    StandingJob auditSeal(ObjectProvider<AuditSealer> sealer) {
        return new StandingJob(
                "audit-seal", Duration.ofSeconds(10), "The audit log could not be sealed", () -> sealer.getObject()
                        .seal());
    }
}
