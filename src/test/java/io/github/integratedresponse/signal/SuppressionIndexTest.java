package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.integratedresponse.signal.Suppression.Kind;
import io.github.integratedresponse.signal.format.Observable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuppressionIndexTest {

    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "SOURCE, Amazon/GuardDuty, true",
        "SOURCE, Amazon/Guard, false",
        "FINDING_TYPE, policy:iamuser/rootcredentialusage, true",
        "FINDING_TYPE, Policy:IAMUser, false",
        "TECHNIQUE, T1562.008, true",
        "TECHNIQUE, T1562, true",
        "TECHNIQUE, T1562.001, false",
        "TECHNIQUE, T1078, true",
        "TECHNIQUE, T1078.004, false",
        "PRODUCT, PRD-1003, true",
        "PRODUCT, PRD-1004, false",
        "RESOURCE, ARN:aws:s3:::logs, true",
        "RESOURCE, arn:aws:s3, false",
        "OBSERVABLE, Evil.Example, true",
        "OBSERVABLE, example, false",
        "ACTOR, apt29, true",
        "ACTOR, APT28, false"
    })
    void eachThingThatASuppressionIsAboutIsHeldAgainstTheSignal(Criterion criterion, String value, boolean covers) {
        SuppressionIndex index = new SuppressionIndex(List.of(suppression(1, Map.of(criterion, value))));

        assertThat(index.covering(signal(3)).isPresent()).isEqualTo(covers);
    }

    @Test
    void allThatIsGivenMustHold() {
        SuppressionIndex index = new SuppressionIndex(List.of(
                suppression(1, Map.of(Criterion.SOURCE, "Amazon/GuardDuty", Criterion.RESOURCE, "arn:aws:s3:::other")),
                suppression(2, Map.of(Criterion.SOURCE, "Amazon/GuardDuty", Criterion.RESOURCE, "arn:aws:s3:::logs"))));

        assertThat(index.covering(signal(3))).map(Suppression::id).contains(2L);
    }

    @ParameterizedTest
    @CsvSource({"4, 0, true", "4, 4, true", "4, 5, false", "4, 6, false", "6, 6, true", "2, 3, false", "0, 1, false"})
    void whatIsWorseThanTheBoundComesThrough(int bound, int severity, boolean covers) {
        SuppressionIndex index = new SuppressionIndex(
                List.of(suppression(1, Kind.SUPPRESS, Map.of(Criterion.ACTOR, "APT29"), bound, Duration.ofDays(1))));

        assertThat(index.covering(signal(severity)).isPresent()).isEqualTo(covers);
    }

    @Test
    void ofSeveralTheOneThatKeepsForGoodAndLastsLongestCounts() {
        Map<Criterion, String> about = Map.of(Criterion.ACTOR, "APT29");
        Suppression snooze = suppression(1, Kind.SNOOZE, about, 4, Duration.ofDays(300));
        Suppression longer = suppression(2, Kind.SNOOZE, about, 4, Duration.ofDays(301));
        Suppression kept = suppression(3, Kind.SUPPRESS, about, 4, Duration.ofDays(1));

        assertThat(new SuppressionIndex(List.of(snooze, longer)).covering(signal(3)))
                .contains(longer);
        assertThat(new SuppressionIndex(List.of(snooze, kept, longer)).covering(signal(3)))
                .contains(kept);
    }

    @Test
    void thousandsOfSuppressionsAreAskedQuickly() {
        List<Suppression> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            many.add(suppression(i, Map.of(Criterion.SOURCE, "Amazon/GuardDuty", Criterion.RESOURCE, "resource " + i)));
        }
        many.add(suppression(9_999, Map.of(Criterion.RESOURCE, "arn:aws:s3:::logs")));
        SuppressionIndex index = new SuppressionIndex(many);

        long start = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            assertThat(index.covering(signal(3))).map(Suppression::id).contains(9_999L);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    private static Suppression suppression(long id, Map<Criterion, String> about) {
        return suppression(id, Kind.SUPPRESS, about, Scope.USUAL_SEVERITY, Duration.ofDays(1));
    }

    private static Suppression suppression(
            long id, Kind kind, Map<Criterion, String> about, int upTo, Duration lasting) {
        return new Suppression(
                id, kind, "owner", "reason", new Scope(about, upTo), NOW, "owner", NOW.plus(lasting), null, null, null);
    }

    private static Signal signal(int severity) {
        return new Signal(
                1,
                "Amazon/GuardDuty",
                "1",
                "Root credentials used",
                "",
                "Policy:IAMUser/RootCredentialUsage",
                severity,
                List.of("T1562.008", "T1078"),
                List.of("arn:aws:s3:::other-bucket", "arn:aws:s3:::logs"),
                List.of("PRD-1003"),
                List.of(new Observable("Hostname", "evil.example"), new Observable("IP Address", "192.0.2.1")),
                List.of("APT29"),
                "key",
                null,
                List.of(),
                false,
                NOW,
                NOW);
    }
}
