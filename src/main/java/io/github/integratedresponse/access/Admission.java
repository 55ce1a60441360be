package io.github.integratedresponse.access;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lets in whom the issuer vouches for: keeps the person in the engine's tables as the claims say, with exactly the groups that they
 * give, so that task lists, on-call and mails know them. Nothing is written when nothing changed.
 *
 * <p>A person keeps the id of their first sign-in. An id that an account of the platform's own has is never given to anybody else.
 */
class Admission {

    private static final int LONGEST_ID = 64;

    /** Names that the platform signs with itself. */
    private static final Set<String> RESERVED = Set.of("system", "anonymoususer", "camunda-admin");

    private final SingleSignOnProperties settings;
    private final IssuersPeople issuers;
    private final People people;
    private final IdentityService identity;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final String issuer;
    private final SecureRandom random = new SecureRandom();

    Admission(
            SingleSignOnProperties settings,
            IssuersPeople issuers,
            People people,
            IdentityService identity,
            AuditLog audit,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.issuers = issuers;
        this.people = people;
        this.identity = identity;
        this.audit = audit;
        this.transaction = transaction;
        this.issuer = Objects.requireNonNull(settings.issuerUri());
    }

    /** @param groups all of the person's, also those that an administrator gave here */
    record Admitted(String id, List<String> groups) {}

    /** @throws SignInRefused for whom there is no place here; what they had before is taken away by then */
    Admitted admit(Map<String, Object> claims) {
        ClaimedPerson claimed = ClaimedPerson.of(claims, settings);
        IssuersPeople.Known known = issuers.find(issuer, claimed.subject()).orElse(null);
        if (known == null || differs(known, claimed)) {
            known = transaction.execute(status -> keep(claimed));
        }
        if (claimed.groups().stream().noneMatch(Set.of(Role.ids())::contains)) {
            throw SignInRefused.noRole(Objects.requireNonNull(known).id());
        }
        return new Admitted(Objects.requireNonNull(known).id(), known.groups());
    }

    /** The id of a person of the issuer, for news about somebody who is not here just now. */
    Optional<String> idOf(String subject) {
        return issuers.find(issuer, subject).map(IssuersPeople.Known::id);
    }

    private IssuersPeople.Known keep(ClaimedPerson claimed) {
        issuers.oneAtATime();
        IssuersPeople.Known known = issuers.find(issuer, claimed.subject()).orElse(null);
        if (known == null) {
            issuers.add(newId(claimed), issuer, claimed.subject());
            known = issuers.find(issuer, claimed.subject()).orElseThrow();
        }
        if (differs(known, claimed)) {
            name(known, claimed);
            group(known, claimed);
        }
        return issuers.find(issuer, claimed.subject()).orElseThrow();
    }

    private String newId(ClaimedPerson claimed) {
        String id = claimed.id();
        if (id == null) {
            throw SignInRefused.incomplete(settings.idClaim());
        }
        if (id.length() > LONGEST_ID || !id.matches(EngineAccess.IDS)) {
            throw SignInRefused.unfitId(settings.idClaim());
        }
        if (RESERVED.contains(id.toLowerCase(Locale.ROOT)) || issuers.taken(id)) {
            throw SignInRefused.taken(id);
        }
        if (claimed.groups().stream().noneMatch(Set.of(Role.ids())::contains)) {
            // nobody is remembered who has no business here
            throw SignInRefused.noRole(id);
        }
        return id;
    }

    private boolean differs(IssuersPeople.Known known, ClaimedPerson claimed) {
        return !known.there()
                || other(known.firstName(), claimed.firstName())
                || other(known.lastName(), claimed.lastName())
                || other(known.mail(), claimed.mail())
                || !decided(known).equals(there(claimed.groups()));
    }

    /** What a token doesn't tell stays as it is. */
    private static boolean other(@Nullable String had, @Nullable String told) {
        return told != null && !told.equals(Objects.requireNonNullElse(had, ""));
    }

    private Set<String> decided(IssuersPeople.Known known) {
        Set<String> decided = new TreeSet<>(known.groups());
        decided.retainAll(settings.decided());
        return decided;
    }

    /** Further groups may be configured before an administrator makes them. */
    private Set<String> there(Set<String> groups) {
        Set<String> there = new TreeSet<>(groups);
        there.removeIf(group -> settings.furtherGroups().containsKey(group)
                && identity.createGroupQuery().groupId(group).count() == 0);
        return there;
    }

    private void name(IssuersPeople.Known known, ClaimedPerson claimed) {
        if (!known.there()) {
            people.create(
                    known.id(),
                    unguessable(),
                    Objects.requireNonNullElse(claimed.firstName(), known.id()),
                    Objects.requireNonNullElse(claimed.lastName(), ""),
                    Objects.requireNonNullElse(claimed.mail(), ""));
            return;
        }
        User person = identity.createUserQuery().userId(known.id()).singleResult();
        person.setFirstName(Objects.requireNonNullElse(claimed.firstName(), person.getFirstName()));
        person.setLastName(Objects.requireNonNullElse(claimed.lastName(), person.getLastName()));
        person.setEmail(Objects.requireNonNullElse(claimed.mail(), person.getEmail()));
        identity.saveUser(person);
    }

    private void group(IssuersPeople.Known known, ClaimedPerson claimed) {
        Set<String> lost = decided(known);
        Set<String> won = there(claimed.groups());
        Set<String> kept = new TreeSet<>(lost);
        kept.retainAll(won);
        lost.removeAll(kept);
        won.removeAll(kept);
        lost.forEach(group -> identity.deleteMembership(known.id(), group));
        won.forEach(group -> identity.createMembership(known.id(), group));
        if (!lost.isEmpty() || !won.isEmpty()) {
            audit.append(new AuditEvent(
                    Category.PERMISSION,
                    "groups-claimed",
                    "system",
                    known.id(),
                    "The issuer gave " + list(won) + " and took " + list(lost)));
        }
    }

    private static String list(Set<String> groups) {
        return groups.isEmpty() ? "nothing" : String.join(", ", groups);
    }

    /** Nobody knows it, and {@link GuardedIdentity} would not take it either. */
    private String unguessable() {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
