package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

@PlatformTest
class RestrictionsTest {

    @Autowired
    Restrictions restrictions;

    @Autowired
    Restricting restricting;

    @Autowired
    Clearances clearances;

    @Autowired
    MovableClock clock;

    @Autowired
    JdbcClient jdbc;

    private String number = "";
    private long incident;

    @BeforeEach
    void anIncident() {
        number = "INC-" + UUID.randomUUID();
        incident = jdbc.sql("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                        + " correlation_key, first_seen_at, opened_at) values (?, 't', 'SEV3', 'AMBER', 'FIRST_RESPONSE',"
                        + " 'DETECTION', 'f', ?, now(), now()) returning id")
                .param(number)
                .param(number)
                .query(Long.class)
                .single();
    }

    @AfterEach
    void nobodyAsks() {
        SecurityContextHolder.clearContext();
    }

    private void restrict(String... team) {
        restricting.restrict(incident, number, Restriction.Cause.CONFIDENTIAL, "a test", List.of(team), "ann");
    }

    @Test
    void everybodyMayKnowUntilItIsRestricted() {
        assertThat(restrictions.mayKnow("bob", incident)).isTrue();
        assertThat(restrictions.codeName(incident)).isEmpty();
        restrict("ann");
        assertThat(restrictions.mayKnow("bob", incident)).isFalse();
        assertThat(restrictions.mayKnow("bob", number)).isFalse();
        assertThat(restrictions.mayKnow("ann", incident)).isTrue();
        assertThat(restrictions.mayKnow("ann", number)).isTrue();
        assertThat(restrictions.codeName(incident))
                .hasValueSatisfying(name -> assertThat(name).matches("restricted-[a-z]+-[a-z]+-[0-9]+"))
                .isEqualTo(restrictions.codeNameOf(number));
    }

    @Test
    void whoJoinsMayKnowAndWhoLeavesMayNot() {
        restrict("ann");
        clearances.join(incident, "bob", "helps", "ann");
        assertThat(restrictions.mayKnow("bob", incident)).isTrue();
        assertThat(clearances.leave(incident, "bob", "ann")).isTrue();
        assertThat(clearances.leave(incident, "bob", "ann")).isFalse();
        assertThat(restrictions.mayKnow("bob", incident)).isFalse();
    }

    @Test
    void needToKnowEndsOfItself() {
        restrict("ann");
        clearances.grantNeedToKnow(incident, "aud", "audit", clock.instant().plus(Duration.ofDays(2)), "ann");
        assertThat(restrictions.mayKnow("aud", incident)).isTrue();
        assertThat(clearances.onTeam("aud", incident)).isFalse();
        clock.advance(Duration.ofDays(2));
        assertThat(restrictions.mayKnow("aud", incident)).isFalse();
        clearances.grantNeedToKnow(incident, "aud", "again", clock.instant().plus(Duration.ofDays(1)), "ann");
        assertThat(restrictions.mayKnow("aud", incident)).isTrue();
        clearances.revokeNeedToKnow(incident, "aud", "ann");
        assertThat(restrictions.mayKnow("aud", incident)).isFalse();
    }

    @Test
    void aLiftedRestrictionGivesItBackToEverybody() {
        restrict("ann");
        String first = restrictions.codeName(incident).orElseThrow();
        assertThat(restricting.lift(incident, "over", "ann")).isTrue();
        assertThat(restrictions.mayKnow("bob", incident)).isTrue();
        restrict("cem");
        assertThat(restrictions.mayKnow("ann", incident)).isFalse();
        assertThat(restrictions.codeName(incident).orElseThrow()).isNotEqualTo(first);
    }

    @Test
    void aQueryShowsWhatItsAskerMayKnow() {
        restrict("ann");
        assertThat(seen(restrictions.visibleToAsker("i.id")))
                .as("the platform itself")
                .isTrue();
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("bob", ""));
        assertThat(seen(restrictions.visibleToAsker("i.id"))).isFalse();
        assertThat(seen(restrictions.visibleToAskerByKey("i.number"))).isFalse();
        assertThat(seen(restrictions.visibleToAsker("i.parent_id")))
                .as("no incident")
                .isTrue();
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken("ann", ""));
        assertThat(seen(restrictions.visibleToAsker("i.id"))).isTrue();
        assertThat(seen(restrictions.visibleToAskerByKey("i.number"))).isTrue();
        assertThat(seen(restrictions.unrestricted("i.id")))
                .as("figures are for everybody")
                .isFalse();
        assertThat(seen(restrictions.unrestrictedByKey("i.number"))).isFalse();
    }

    private boolean seen(Visibility visibility) {
        return jdbc.sql("select count(*) > 0 from response.incident i where i.id = ? and " + visibility.sql())
                .param(incident)
                .params(visibility.params())
                .query(Boolean.class)
                .single();
    }

    @Test
    void historyIsClosedNeverRewritten() {
        restrict("ann");
        clearances.leave(incident, "ann", "ann");
        assertThatThrownBy(() -> jdbc.sql("delete from response.clearance where incident_id = " + incident)
                        .update())
                .hasStackTraceContaining("never rewritten");
        assertThatThrownBy(() -> jdbc.sql("update response.clearance set revoked_at = null, revoked_by = null"
                                + " where incident_id = " + incident)
                        .update())
                .hasStackTraceContaining("never rewritten");
        assertThatThrownBy(() -> jdbc.sql("delete from response.restriction where incident_id = " + incident)
                        .update())
                .hasStackTraceContaining("never rewritten");
    }
}
