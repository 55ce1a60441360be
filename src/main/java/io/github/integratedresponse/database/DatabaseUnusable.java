package io.github.integratedresponse.database;

import org.jspecify.annotations.Nullable;

/** The platform's own database can't be started, and the person who starts the platform can mend it. */
class DatabaseUnusable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String remedy;

    DatabaseUnusable(String reason, String remedy, @Nullable Throwable cause) {
        super(reason, cause);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
