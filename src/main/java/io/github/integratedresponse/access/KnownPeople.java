package io.github.integratedresponse.access;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whom a record may name as the one who answers for something. */
@Component
public class KnownPeople {

    private final ObjectProvider<People> people;

    KnownPeople(ObjectProvider<People> people) {
        this.people = people;
    }

    /** @return whether this is the id of a person who has a role on the platform */
    public boolean haveRole(String id) {
        return id.indexOf('\0') < 0 && !people.getObject().roles(id).isEmpty();
    }
}
