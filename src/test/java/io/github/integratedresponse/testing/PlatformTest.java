package io.github.integratedresponse.testing;

import io.github.integratedresponse.access.DemoAccountsInTests;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;

/**
 * A test on the whole platform, started once for all of them: real PostgreSQL, real diagrams, no job executor (run jobs with
 * {@link Engine}), a {@link MovableClock}, real requests by {@link Http}. Tests share the database, so each makes the data it looks at.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@AutoConfigureMockMvc
@ActiveProfiles("test")
@Import({TestPlatform.class, DemoAccountsInTests.class, Engine.class, Http.class})
public @interface PlatformTest {}
