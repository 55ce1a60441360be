package io.github.integratedresponse.audit;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * The command {@code verify-audit}: checks the log and ends, with the database alone and neither web server nor engine. It changes
 * nothing.
 */
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class
})
@ComponentScan("io.github.integratedresponse.database")
@ConfigurationPropertiesScan("io.github.integratedresponse.database")
@Import(AuditVerifier.class)
public class VerifyAudit {

    public static final String COMMAND = "verify-audit";

    static final int INTACT = 0;
    static final int BAD = 1;
    static final int COULD_NOT = 2;

    private static final String USE_THE_API =
            "While the platform runs, ask it: GET /api/v1/audit/verification. Or stop it first.";

    /** @return the exit code: 0 the log is intact, 1 it is not, 2 it could not be checked */
    public static int run(PrintStream out, String... args) {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(VerifyAudit.class)
                .web(WebApplicationType.NONE)
                .logStartupInfo(false)
                // what goes wrong is told in one line below
                .properties(Map.of(
                        "spring.main.lazy-initialization",
                        true,
                        "logging.level.org.springframework.boot.SpringApplication",
                        "off",
                        "logging.level.org.springframework.boot.diagnostics",
                        "off"))
                .initializers(start -> requireDatabase(start.getEnvironment()))
                .run(args)) {
            ConfigurableEnvironment given = context.getEnvironment();
            if (given.containsProperty("anchor-seq") != given.containsProperty("anchor-hash")) {
                throw new IllegalStateException("An anchor is both: --anchor-seq and --anchor-hash.");
            }
            Verification found = context.getBean(AuditVerifier.class)
                    .verify(given.getProperty("anchor-seq", Long.class), given.getProperty("anchor-hash"));
            print(found, out);
            return found.intact() ? INTACT : BAD;
        } catch (RuntimeException e) {
            out.println("The audit log could not be checked: "
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage());
            out.println(USE_THE_API);
            return COULD_NOT;
        }
    }

    /** Or PostgreSQL would make a new, empty one, in which nothing is wrong. */
    private static void requireDatabase(ConfigurableEnvironment environment) {
        Path folder = Path.of(environment.getProperty("integrated-response.data-dir", "data"));
        if (!StringUtils.hasText(environment.getProperty("spring.datasource.url"))
                && !Files.exists(folder.resolve("postgresql.made"))) {
            throw new IllegalStateException("There is no database in the folder " + folder.toAbsolutePath()
                    + "; name it with --integrated-response.data-dir, or a server with --spring.datasource.url.");
        }
    }

    private static void print(Verification found, PrintStream out) {
        out.println(found.intact() ? "The audit log is intact." : "THE AUDIT LOG IS NOT INTACT.");
        out.printf(
                "%d events, %d sealed, %d waiting; the chain ends at %d with %s%n",
                found.events(), found.sealed(), found.waiting(), found.lastSeq(), found.lastHash());
        Verification.BadRow bad = found.firstBad();
        if (bad != null) {
            out.printf(
                    "%d rows are wrong. The first: seq %s, event %s, %s: %s%n",
                    found.bad(), shown(bad.seq()), shown(bad.eventId()), bad.wrong(), bad.text());
        }
        if (!found.guardsMissing().isEmpty()) {
            out.println("Protections that the database should have and hasn't: "
                    + String.join(", ", found.guardsMissing()));
        }
    }

    private static Object shown(@Nullable Long number) {
        return number == null ? "none" : number;
    }
}
