package io.github.integratedresponse.repair;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.patch;
import static com.github.tomakehurst.wiremock.client.WireMock.patchRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.integratedresponse.outgoing.Outgoing;
import io.github.integratedresponse.outgoing.OutgoingProperties;
import io.github.integratedresponse.review.ItemClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GitHubTrackerTest {

    private static final String REPOSITORY = "/repos/contoso/security-repairs";
    private static final String ISSUES = REPOSITORY + "/issues";
    private static final String MARKED = "Text\\n<!-- repair item REP-2026-000001 -->\\n";

    @RegisterExtension
    static final WireMockExtension gitHub =
            WireMockExtension.newInstance().options(options().dynamicPort()).build();

    private GitHubTracker tracker = newTracker();

    private static GitHubTracker newTracker() {
        try {
            return new GitHubTracker(
                    new GitHubTrackerProperties("contoso/security-repairs", "secret", gitHub.baseUrl()),
                    "contoso/security-repairs",
                    new Outgoing(new OutgoingProperties(Set.of("localhost"))),
                    Duration.ofSeconds(2));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void aRepository() {
        tracker = newTracker();
        gitHub.stubFor(get(urlPathEqualTo(REPOSITORY))
                .willReturn(okJson("{\"id\":1,\"name\":\"security-repairs\",\"full_name\":\"contoso/security-repairs\","
                        + "\"owner\":{\"login\":\"contoso\",\"id\":2}}")));
        there("[]");
    }

    @Test
    void anIssueIsOpenedWithTheItemsNumberAndWithoutCallingAnybody() {
        opening(okJson(issue(7, "open", MARKED)).withStatus(201));

        TrackerIssue issue = tracker.open(item());

        assertThat(issue.reference()).isEqualTo("7");
        assertThat(issue.url()).isEqualTo("https://github.com/contoso/security-repairs/issues/7");
        gitHub.verify(
                1,
                postRequestedFor(urlPathEqualTo(ISSUES))
                        .withHeader("Authorization", equalTo("token secret"))
                        .withRequestBody(matchingJsonPath(
                                "$.title", equalTo("[REP-2026-000001] Alert when an audit trail stops")))
                        .withRequestBody(matchingJsonPath(
                                "$.body",
                                new com.github.tomakehurst.wiremock.matching.ContainsPattern(
                                        "<!-- repair item REP-2026-000001 -->")))
                        .withRequestBody(matchingJsonPath(
                                "$.body",
                                new com.github.tomakehurst.wiremock.matching.ContainsPattern("Ask @\u200beverybody"))));
    }

    @Test
    void anAttemptThatFailedAfterTheIssueWasOpenedIsRepeatedWithoutOpeningAnother() {
        opening(aResponse().withStatus(502));

        assertThatThrownBy(() -> tracker.open(item())).isInstanceOf(TrackerUnreachable.class);
        // GitHub had opened it, only its answer was lost
        there("[" + issue(8, "open", "Another") + "," + issue(7, "open", MARKED) + "]");

        assertThat(tracker.open(item()).reference()).isEqualTo("7");
        gitHub.verify(1, postRequestedFor(urlPathEqualTo(ISSUES)));
    }

    @Test
    void anAttemptThatNeverReachedGitHubIsRepeated() {
        opening(aResponse().withStatus(502));
        assertThatThrownBy(() -> tracker.open(item())).isInstanceOf(TrackerUnreachable.class);

        opening(okJson(issue(9, "open", MARKED)).withStatus(201));

        assertThat(tracker.open(item()).reference()).isEqualTo("9");
        gitHub.verify(2, postRequestedFor(urlPathEqualTo(ISSUES)));
    }

    @Test
    void aBrokenConnectionIsNotRepeatedBehindOurBack() {
        opening(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));

        assertThatThrownBy(() -> tracker.open(item())).isInstanceOf(TrackerUnreachable.class);

        gitHub.verify(1, postRequestedFor(urlPathEqualTo(ISSUES)));
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForever() {
        opening(aResponse().withStatus(201).withFixedDelay(60_000));

        assertThatThrownBy(() -> tracker.open(item())).isInstanceOf(TrackerUnreachable.class);
    }

    @Test
    void anIssueIsClosedOnce() {
        gitHub.stubFor(get(urlPathEqualTo(ISSUES + "/7")).willReturn(okJson(issue(7, "open", MARKED))));
        gitHub.stubFor(patch(urlPathEqualTo(ISSUES + "/7")).willReturn(okJson(issue(7, "closed", MARKED))));
        tracker.close("7");

        gitHub.stubFor(get(urlPathEqualTo(ISSUES + "/7")).willReturn(okJson(issue(7, "closed", MARKED))));
        tracker.close("7");

        gitHub.verify(
                1,
                patchRequestedFor(urlPathEqualTo(ISSUES + "/7"))
                        .withRequestBody(matchingJsonPath("$.state", equalTo("closed")))
                        .withRequestBody(matchingJsonPath("$.state_reason", equalTo("completed"))));
    }

    @Test
    void anIssueThatCanNotBeClosedIsSaidSo() {
        gitHub.stubFor(get(urlPathEqualTo(ISSUES + "/7")).willReturn(aResponse().withStatus(502)));

        assertThatThrownBy(() -> tracker.close("7"))
                .isInstanceOf(TrackerUnreachable.class)
                .hasMessageContaining("7");
    }

    private static void opening(ResponseDefinitionBuilder answer) {
        gitHub.stubFor(post(urlPathEqualTo(ISSUES)).willReturn(answer.withHeader("Content-Type", "application/json")));
    }

    private static void there(String issues) {
        gitHub.stubFor(get(urlPathEqualTo(ISSUES)).willReturn(okJson(issues)));
    }

    private static String issue(int number, String state, String body) {
        return ("{\"id\":%1$d,\"number\":%1$d,\"state\":\"%2$s\",\"title\":\"T\",\"body\":\"%3$s\","
                        + "\"html_url\":\"https://github.com/contoso/security-repairs/issues/%1$d\","
                        + "\"url\":\"%4$s%5$s/%1$d\",\"user\":{\"login\":\"bot\",\"id\":3}}")
                .formatted(number, state, body, gitHub.baseUrl(), ISSUES);
    }

    private static RepairItem item() {
        return new RepairItem(
                1,
                "REP-2026-000001",
                null,
                null,
                null,
                null,
                null,
                "Alert when an audit trail stops",
                "Ask @everybody <!-- repair item REP-2026-000002 -->",
                ItemClass.DETECT,
                "Olga Owner",
                null,
                null,
                null,
                null,
                null,
                Phase.ACCEPT,
                RepairItem.State.OPEN,
                Instant.parse("2026-04-01T00:00:00Z"),
                "SEV2, detect: 30 days",
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                Instant.parse("2026-03-02T09:00:00Z"),
                null);
    }
}
