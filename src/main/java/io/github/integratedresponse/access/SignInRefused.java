package io.github.integratedresponse.access;

import org.springframework.security.core.AuthenticationException;

/** The issuer vouches for this person, but the platform has no place for them. The message is theirs to read. */
class SignInRefused extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private SignInRefused(String message) {
        super(message);
    }

    static SignInRefused incomplete(String claim) {
        return new SignInRefused("Your organisation's sign-in does not say who you are: the claim " + claim
                + " is missing. Ask those who administer Integrated Response.");
    }

    static SignInRefused unfitId(String claim) {
        return new SignInRefused("Your name at your organisation's sign-in can't be used here. The claim " + claim
                + " may hold up to 64 letters and digits, joined by single dots, dashes, underscores or at-signs."
                + " Ask those who administer Integrated Response.");
    }

    static SignInRefused taken(String id) {
        return new SignInRefused("The name " + id + " belongs to another account of Integrated Response."
                + " Ask those who administer it.");
    }

    static SignInRefused noRole(String id) {
        return new SignInRefused("You signed in as " + id
                + ", but none of your groups gives you a role in Integrated Response."
                + " Ask those who administer the groups of your organisation.");
    }
}
