/** The database the platform runs on: a server that was named, or a PostgreSQL of its own. */
@ApplicationModule(displayName = "Database")
@NullMarked
package io.github.integratedresponse.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
