package io.github.integratedresponse.access;

import io.github.integratedresponse.process.InvalidInput;
import io.github.integratedresponse.process.Problems;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes tokens for machine clients, and tells a good one from a bad one. */
@Component
class Tokens {

    static final int LONGEST_DAYS = 366;

    private static final int LONGEST_NAME = 40;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final byte[] NO_HASH = new byte[32];
    private static final Set<String> ROLES = Set.of(Role.ids());

    private final TokenStore kept;
    private final People people;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Tokens(TokenStore kept, People people, Clock clock) {
        this.kept = kept;
        this.people = people;
        this.clock = clock;
    }

    /** What is asked for; anything may be missing or wrong. */
    record Wanted(
            @Nullable String name,
            @Nullable String owner,
            @Nullable List<@Nullable String> scopes,
            @Nullable Instant endsAt) {}

    /** A token that was just made, with the secret that nobody will see again. */
    record Made(AccessToken token, TokenSecret secret) {}

    /** @throws InvalidInput naming everything that is wrong */
    @Transactional
    public Made make(Wanted wanted, String by) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        check(wanted, now).throwIfAny();
        TokenSecret secret = TokenSecret.random(random);
        AccessToken token = new AccessToken(
                secret.id(),
                given(wanted.name()),
                given(wanted.owner()),
                given(wanted.scopes()).stream().map(Tokens::given).distinct().toList(),
                given(wanted.endsAt()).truncatedTo(ChronoUnit.MICROS),
                now,
                by,
                null,
                null,
                null);
        try {
            kept.keep(token, secret.hash());
        } catch (DuplicateKeyException e) {
            throw new InvalidInput("name", "is taken");
        }
        return new Made(token, secret);
    }

    private Problems check(Wanted wanted, Instant now) {
        Problems problems = new Problems();
        String name = wanted.name();
        if (name == null || name.length() > LONGEST_NAME || !NAME.matcher(name).matches()) {
            problems.add(
                    "name",
                    "must be small letters, digits and single dashes, at most " + LONGEST_NAME
                            + " characters, such as edr-forwarder");
        } else {
            problems.addIf(kept.nameTaken(name), "name", "is taken, also by tokens that have ended");
        }
        String owner = wanted.owner();
        problems.addIf(
                owner == null || owner.indexOf('\0') >= 0 || people.roles(owner).isEmpty(),
                "owner",
                "must be the id of a person who has a role");
        List<@Nullable String> scopes = wanted.scopes();
        problems.addIf(
                scopes == null
                        || scopes.isEmpty()
                        || scopes.stream()
                                .anyMatch(scope ->
                                        scope == null || TokenScope.byId(scope).isEmpty()),
                "scopes",
                "must be one or more of " + TokenScope.all());
        Instant end = wanted.endsAt();
        problems.addIf(
                end == null || !end.isAfter(now) || end.isAfter(now.plus(Duration.ofDays(LONGEST_DAYS))),
                "endsAt",
                "must lie in the future, at most " + LONGEST_DAYS + " days ahead");
        return problems;
    }

    /** @return the client, unless the token is unknown, wrong, revoked, past its end, or its owner has no role any more */
    Optional<Client> authenticate(String presented) {
        Optional<TokenSecret> secret = TokenSecret.parse(presented);
        Optional<TokenStore.Kept> found = secret.flatMap(known -> kept.find(known.id()));
        // compared also when there is nothing to compare with, so that the time tells nothing
        boolean right = MessageDigest.isEqual(
                secret.map(TokenSecret::hash).orElse(NO_HASH),
                found.map(TokenStore.Kept::hash).orElse(NO_HASH));
        if (secret.isEmpty() || found.isEmpty() || !right) {
            return Optional.empty();
        }
        AccessToken token = found.get().token();
        boolean revoked = token.revokedAt() != null;
        if (revoked || !clock.instant().isBefore(token.endsAt())) {
            if (!revoked) {
                kept.usedLate(token);
            }
            return Optional.empty();
        }
        List<String> roles =
                found.get().groups().stream().filter(ROLES::contains).toList();
        if (roles.isEmpty()) {
            return Optional.empty();
        }
        kept.used(token);
        return Optional.of(new Client(token.name(), scopes(token), authorities(roles)));
    }

    private static Set<TokenScope> scopes(AccessToken token) {
        return token.scopes().stream()
                // a scope that a newer release knew opens nothing here
                .flatMap(scope -> TokenScope.byId(scope).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<SimpleGrantedAuthority> authorities(List<String> roles) {
        return roles.stream()
                .map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                .toList();
    }

    private static <T> T given(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("Checked before");
        }
        return value;
    }
}
