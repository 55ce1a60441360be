package io.github.integratedresponse.repair;

import io.github.integratedresponse.outgoing.Outgoing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Knows which tracker takes new issues, and finds the one that has an old one. */
@Component
@EnableConfigurationProperties(GitHubTrackerProperties.class)
class Trackers {

    private final Map<String, Tracker> byName = new LinkedHashMap<>();
    private final Tracker own;
    private final Tracker preferred;

    Trackers(LocalTracker local, GitHubTrackerProperties gitHub, Outgoing outgoing) throws IOException {
        own = local;
        byName.put(local.name(), local);
        String repository = gitHub.repository();
        if (repository == null || repository.isBlank()) {
            preferred = local;
        } else {
            preferred = new GitHubTracker(gitHub, repository, outgoing);
            byName.put(preferred.name(), preferred);
        }
    }

    /** The platform's own, for what must not leave it. */
    Tracker own() {
        return own;
    }

    Tracker preferred() {
        return preferred;
    }

    /** @throws IllegalStateException when the tracker is no longer configured */
    Tracker named(String name) {
        Tracker tracker = byName.get(name);
        if (tracker == null) {
            throw new IllegalStateException("The tracker " + name + " is not configured any more");
        }
        return tracker;
    }
}
