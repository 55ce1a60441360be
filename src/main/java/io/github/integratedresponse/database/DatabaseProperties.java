package io.github.integratedresponse.database;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the platform keeps its own PostgreSQL when no server is named.
 *
 * @param dataDir the folder, created when missing; survives restarts
 */
@ConfigurationProperties("integrated-response")
record DatabaseProperties(@DefaultValue("data") Path dataDir) {}
