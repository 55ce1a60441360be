package io.github.integratedresponse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SingleSignOnPropertiesTest {

    @Test
    void everythingThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> settings(Map.of(
                                "issuer-uri", "http://login.example.org",
                                "scopes", "profile",
                                "roles.boss", "bosses",
                                "further-groups.camunda-admin", "x",
                                "only", "true"))
                        .check())
                .isInstanceOf(UnsafeStart.class)
                .hasMessageContaining("https")
                .hasMessageContaining("client-id")
                .hasMessageContaining("openid")
                .hasMessageContaining("roles names boss")
                .hasMessageContaining("further-groups may not name camunda-admin")
                .hasMessageContaining("roles.administrator");
        assertThatCode(() -> settings(Map.of("issuer-uri", "https://login.example.org", "client-id", "x"))
                        .check())
                .doesNotThrowAnyException();
    }

    @Test
    void withoutAnIssuerNothingIsOn() {
        SingleSignOnProperties settings = settings(Map.of("only", "true", "issuer-uri", ""));
        assertThat(settings.noPasswords()).isFalse();
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void aRoleIsGivenByItsIdUnlessAnotherValueIsNamedAndAdministratorsOnlyByName() {
        SingleSignOnProperties settings = settings(Map.of(
                "issuer-uri", "https://login.example.org",
                "client-id", "x",
                "roles.responder", "first,second"));
        assertThat(settings.given(Set.of("responder", "auditor", "administrator", "camunda-admin")))
                .containsExactly("auditor");
        assertThat(settings.given(Set.of("second"))).containsExactly("responder");
    }

    @Test
    void theSecretIsNotShown() {
        assertThat(settings(Map.of("issuer-uri", "https://x", "client-secret", "hidden")))
                .hasToString("SingleSignOnProperties[issuerUri=https://x, clientId=null, only=false]");
    }

    @Test
    void aClaimMayLieInAnother() {
        SingleSignOnProperties settings = settings(Map.of(
                "issuer-uri", "https://login.example.org",
                "client-id", "x",
                "groups-claim", "realm_access.roles"));
        ClaimedPerson person = ClaimedPerson.of(
                Map.of(
                        "sub", "1",
                        "name", "Ada King Byron",
                        "email", "a@example.org",
                        "email_verified", false,
                        "realm_access", Map.of("roles", java.util.List.of("auditor"))),
                settings);
        assertThat(person.groups()).containsExactly("auditor");
        assertThat(person.firstName()).isEqualTo("Ada");
        assertThat(person.lastName()).isEqualTo("King Byron");
        assertThat(person.mail()).isNull();
    }

    private static SingleSignOnProperties settings(Map<String, String> given) {
        Map<String, String> all = new HashMap<>();
        given.forEach((name, value) -> all.put("integrated-response.single-sign-on." + name, value));
        return new Binder(new MapConfigurationPropertySource(all))
                .bindOrCreate("integrated-response.single-sign-on", SingleSignOnProperties.class);
    }
}
