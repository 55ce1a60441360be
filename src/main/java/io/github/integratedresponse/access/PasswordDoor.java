package io.github.integratedresponse.access;

import org.springframework.stereotype.Component;

/** Whom a right password opens the platform to: nobody where single sign-on is the only way in, and nowhere a person of the issuer. */
@Component
class PasswordDoor {

    private final SingleSignOnProperties signOn;
    private final IssuersPeople issuers;

    PasswordDoor(SingleSignOnProperties signOn, IssuersPeople issuers) {
        this.signOn = signOn;
        this.issuers = issuers;
    }

    boolean openFor(String id) {
        return !signOn.noPasswords() && !issuers.has(id);
    }
}
