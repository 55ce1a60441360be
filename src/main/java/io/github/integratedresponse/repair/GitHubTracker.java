package io.github.integratedresponse.repair;

import io.github.integratedresponse.outgoing.Outgoing;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kohsuke.github.GHIssue;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHIssueStateReason;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubBuilder;

/**
 * Issues in a GitHub repository. A hidden line in the body of an issue names the repair item; before an issue is opened, those that
 * changed since the item was opened are looked through for it. GitHub's search would be shorter, but lags behind.
 */
class GitHubTracker implements Tracker {

    static final String NAME = "github";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final GitHub gitHub;
    private final String repository;

    GitHubTracker(GitHubTrackerProperties properties, String repository, Outgoing outgoing) throws IOException {
        this(properties, repository, outgoing, PATIENCE);
    }

    GitHubTracker(GitHubTrackerProperties properties, String repository, Outgoing outgoing, Duration patience)
            throws IOException {
        this.repository = repository;
        outgoing.problemWith(URI.create(properties.endpoint())).ifPresent(problem -> {
            throw new IllegalStateException("integrated-response.tracker.github.endpoint " + problem);
        });
        GitHubBuilder builder = new GitHubBuilder()
                .withEndpoint(properties.endpoint())
                .withConnector(new GitHubRequests(outgoing, patience));
        this.gitHub = properties.token() == null
                ? builder.build()
                : builder.withOAuthToken(properties.token()).build();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public TrackerIssue open(RepairItem item) {
        try {
            GHRepository issues = gitHub.getRepository(repository);
            Optional<GHIssue> there = find(issues, item);
            GHIssue issue = there.isPresent()
                    ? there.get()
                    : issues.createIssue("[" + item.number() + "] " + withoutMentions(item.title()))
                            .body(body(item))
                            .create();
            return new TrackerIssue(
                    Integer.toString(issue.getNumber()), issue.getHtmlUrl().toString());
        } catch (IOException | RuntimeException e) {
            throw new TrackerUnreachable("GitHub could not open an issue for " + item.number(), e);
        }
    }

    @Override
    public void close(String reference) {
        try {
            GHIssue issue = gitHub.getRepository(repository).getIssue(Integer.parseInt(reference));
            if (issue.getState() != GHIssueState.CLOSED) {
                issue.close(GHIssueStateReason.COMPLETED);
            }
        } catch (IOException | RuntimeException e) {
            throw new TrackerUnreachable("GitHub could not close issue " + reference, e);
        }
    }

    private static Optional<GHIssue> find(GHRepository issues, RepairItem item) throws IOException {
        // an hour more, for clocks that differ
        Date since = Date.from(item.openedAt().minus(1, ChronoUnit.HOURS));
        for (GHIssue issue : issues.queryIssues()
                .state(GHIssueState.ALL)
                .since(since)
                .pageSize(100)
                .list()
                .toList()) {
            String body = issue.getBody();
            if (!issue.isPullRequest() && body != null && body.contains(marker(item))) {
                return Optional.of(issue);
            }
        }
        return Optional.empty();
    }

    private static String body(RepairItem item) {
        return "%s%n%nClass: %s%nDue: %s (%s)%n%n%s%n"
                .formatted(
                        withoutMentions(item.description()),
                        item.itemClass().label(),
                        item.dueAt(),
                        withoutMentions(item.dueRule()),
                        marker(item));
    }

    private static String marker(RepairItem item) {
        return "<!-- repair item " + item.number() + " -->";
    }

    /** Nobody is called by a text that happens to hold an at sign, and no text passes for the marker of another item. */
    private static String withoutMentions(@Nullable String text) {
        return text == null ? "" : text.replace("@", "@\u200b").replace("<!--", "<\u200b!--");
    }
}
