package io.github.integratedresponse.access;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The issuer (OpenID Connect) that people sign in at, and how its claims become people and roles. Without an issuer there is no single
 * sign-on.
 *
 * @param only whether nobody gets in by a password of the platform's own
 * @param audience what the access tokens of programs have to name; without it the API takes none
 * @param subjectClaim what never changes about a person, whatever their name
 * @param roles for a role, the values of the groups claim that give it; a role that is left out is given by its own id, except
 *     {@code administrator}, which nothing gives unless it is named here
 * @param furtherGroups the same for groups that administrators made
 */
@ConfigurationProperties("integrated-response.single-sign-on")
record SingleSignOnProperties(
        @Nullable String issuerUri,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("false") boolean only,
        @Nullable String audience,
        @DefaultValue({"openid", "profile", "email"}) List<String> scopes,
        @DefaultValue("sub") String subjectClaim,
        @DefaultValue("preferred_username") String idClaim,
        @DefaultValue("given_name") String firstNameClaim,
        @DefaultValue("family_name") String lastNameClaim,
        @DefaultValue("name") String nameClaim,
        @DefaultValue("email") String mailClaim,
        @DefaultValue("groups") String groupsClaim,
        @DefaultValue Map<String, List<String>> roles,
        @DefaultValue Map<String, List<String>> furtherGroups) {

    private static final String CAMUNDA_ADMINISTRATORS = "camunda-admin";

    boolean configured() {
        return issuerUri != null && !issuerUri.isBlank();
    }

    /** Whether no password opens anything. */
    boolean noPasswords() {
        return configured() && only;
    }

    boolean namesAdministrators() {
        return configured() && !valuesFor(Role.ADMINISTRATOR).isEmpty();
    }

    /** The groups of the engine that the issuer decides about. */
    Set<String> decided() {
        Set<String> decided = new LinkedHashSet<>(List.of(Role.ids()));
        decided.addAll(furtherGroups.keySet());
        return decided;
    }

    /** Those of the decided groups that these values of the claim give. */
    Set<String> given(Set<String> values) {
        Map<String, List<String>> givenBy = new LinkedHashMap<>(furtherGroups);
        Arrays.stream(Role.values()).forEach(role -> givenBy.put(role.id(), valuesFor(role)));
        Set<String> given = new LinkedHashSet<>();
        givenBy.forEach((group, by) -> {
            if (by.stream().anyMatch(values::contains)) {
                given.add(group);
            }
        });
        return given;
    }

    private List<String> valuesFor(Role role) {
        List<String> named = roles.get(role.id());
        if (named != null) {
            return named;
        }
        return role == Role.ADMINISTRATOR ? List.of() : List.of(role.id());
    }

    /** @throws UnsafeStart naming everything that can't work or would open a door that nobody meant to open */
    void check() {
        if (!configured()) {
            return;
        }
        List<String> problems = new ArrayList<>();
        if (!trusted(String.valueOf(issuerUri))) {
            problems.add("issuer-uri must be an https address");
        }
        if (clientId == null || clientId.isBlank()) {
            problems.add("client-id is missing");
        }
        if (!scopes.contains("openid")) {
            problems.add("scopes must name openid");
        }
        roles.keySet().stream()
                .filter(role -> !List.of(Role.ids()).contains(role))
                .forEach(role -> problems.add("roles names " + role + ", which is none of the ten roles"));
        furtherGroups.keySet().stream()
                .filter(group -> group.equals(CAMUNDA_ADMINISTRATORS)
                        || List.of(Role.ids()).contains(group))
                .forEach(group -> problems.add("further-groups may not name " + group));
        if (only && !namesAdministrators()) {
            problems.add("with only=true, roles.administrator must say which value of the claim makes an administrator,"
                    + " or nobody would be one");
        }
        if (!problems.isEmpty()) {
            throw new UnsafeStart(
                    "Single sign-on is not configured well: " + String.join("; ", problems) + ".",
                    "Mend the settings integrated-response.single-sign-on.*, and start again.");
        }
    }

    private static boolean trusted(String issuer) {
        try {
            URI uri = URI.create(issuer);
            // on this machine nobody listens in between
            return "https".equals(uri.getScheme())
                    || ("http".equals(uri.getScheme())
                            && List.of("localhost", "127.0.0.1").contains(uri.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "SingleSignOnProperties[issuerUri=" + issuerUri + ", clientId=" + clientId + ", only=" + only + "]";
    }
}
