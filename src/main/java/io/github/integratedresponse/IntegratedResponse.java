package io.github.integratedresponse;

import io.github.integratedresponse.audit.VerifyAudit;
import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the platform: the process engine with its web applications, the API and, unless a server is named, PostgreSQL. */
@SpringBootApplication(proxyBeanMethods = false)
@ConfigurationPropertiesScan
public class IntegratedResponse {

    public static void main(String[] args) {
        if (Arrays.asList(args).contains(VerifyAudit.COMMAND)) {
            System.exit(VerifyAudit.run(System.out, args));
        }
        SpringApplication.run(IntegratedResponse.class, args);
    }
}
