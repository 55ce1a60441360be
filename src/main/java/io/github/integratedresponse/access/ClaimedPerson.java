package io.github.integratedresponse.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A person as the claims of the issuer describe them.
 *
 * @param id what the person wants to be called here; missing in tokens that only carry the subject
 * @param groups those groups of the engine that the issuer decides about and gives
 */
record ClaimedPerson(
        String subject,
        @Nullable String id,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String mail,
        Set<String> groups) {

    private static final int LONGEST = 255;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cntrl}+");

    static ClaimedPerson of(Map<String, Object> claims, SingleSignOnProperties settings) {
        String subject = text(claims, settings.subjectClaim());
        if (subject == null) {
            throw SignInRefused.incomplete(settings.subjectClaim());
        }
        String first = text(claims, settings.firstNameClaim());
        String last = text(claims, settings.lastNameClaim());
        String whole = text(claims, settings.nameClaim());
        if (first == null && last == null && whole != null) {
            int end = whole.indexOf(' ');
            first = end < 0 ? whole : whole.substring(0, end);
            last = end < 0 ? "" : whole.substring(end + 1).strip();
        }
        boolean doubtful = "false".equals(Objects.toString(claims.get("email_verified"), ""));
        return new ClaimedPerson(
                subject,
                text(claims, settings.idClaim()),
                first,
                last,
                doubtful ? null : text(claims, settings.mailClaim()),
                settings.given(values(claim(claims, settings.groupsClaim()))));
    }

    private static @Nullable String text(Map<String, Object> claims, String name) {
        if (!(claim(claims, name) instanceof String given)) {
            return null;
        }
        String text = UNPRINTABLE.matcher(given).replaceAll(" ").strip();
        return text.isEmpty() ? null : text.substring(0, Math.min(text.length(), LONGEST));
    }

    private static Set<String> values(@Nullable Object claim) {
        if (claim instanceof Collection<?> many) {
            return many.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.toSet());
        }
        return claim instanceof String one ? Set.of(one) : Set.of();
    }

    /** A claim may lie in another: {@code realm_access.roles}. */
    private static @Nullable Object claim(Map<String, Object> claims, String name) {
        if (claims.containsKey(name)) {
            return claims.get(name);
        }
        Object found = claims;
        for (String part : Arrays.asList(name.split("\\."))) {
            found = found instanceof Map<?, ?> inside ? inside.get(part) : null;
        }
        return found;
    }
}
