package io.github.integratedresponse.access;

import io.github.integratedresponse.database.Database;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Establishes roles and first people before any door opens, and refuses to open them when a password that everybody knows would.
 * Several nodes may start at once: one establishes, the others wait and find it done.
 */
@Component
class PlatformStart implements SmartInitializingSingleton {

    private final Roles roles;
    private final People people;
    private final ObjectProvider<DemoAccounts> demo;
    private final AdministratorProperties administrator;
    private final SingleSignOnProperties signOn;
    private final Database database;
    private final JdbcClient sql;
    private final TransactionTemplate transaction;

    PlatformStart(
            Roles roles,
            People people,
            ObjectProvider<DemoAccounts> demo,
            AdministratorProperties administrator,
            SingleSignOnProperties signOn,
            Database database,
            JdbcClient sql,
            TransactionTemplate transaction) {
        this.roles = roles;
        this.people = people;
        this.demo = demo;
        this.administrator = administrator;
        this.signOn = signOn;
        this.database = database;
        this.sql = sql;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            sql.sql("select 1 from pg_advisory_xact_lock(hashtext('integrated-response access'))")
                    .query(Integer.class)
                    .single();
            roles.establish();
            demo.ifAvailable(DemoAccounts::establish);
            administrator();
            if (!database.embedded()) {
                refuseWithoutAdministrator();
                if (demo.getIfAvailable() == null) {
                    refuseDemoPasswords();
                }
            }
        });
    }

    private void administrator() {
        String id = administrator.id();
        if (id == null || !administrator.configured() || signOn.noPasswords()) {
            return;
        }
        String password = administrator.password();
        if (password == null || password.length() < EngineAccess.SHORTEST_PASSWORD || Passwords.obvious(password, id)) {
            throw new UnsafeStart(
                    "The password configured for the administrator " + id + " is missing, well known, or shorter than "
                            + EngineAccess.SHORTEST_PASSWORD + " characters.",
                    "Set INTEGRATED_RESPONSE_ADMINISTRATOR_PASSWORD to a long password of its own, and start again.");
        }
        if (!people.exists(id)) {
            people.create(id, password, id, "", administrator.email() == null ? "" : administrator.email());
        }
        people.giveRole(id, Role.ADMINISTRATOR);
    }

    private void refuseWithoutAdministrator() {
        // the first of them comes by single sign-on
        if (!people.anyWith(Role.ADMINISTRATOR) && !signOn.namesAdministrators()) {
            throw new UnsafeStart(
                    "Nobody administers this platform: the database knows no administrator, and none is configured.",
                    "Set INTEGRATED_RESPONSE_ADMINISTRATOR_ID, INTEGRATED_RESPONSE_ADMINISTRATOR_PASSWORD (at least "
                            + EngineAccess.SHORTEST_PASSWORD
                            + " characters) and INTEGRATED_RESPONSE_ADMINISTRATOR_EMAIL, and start again.");
        }
    }

    /** Such as in a database that was copied from a trial. */
    private void refuseDemoPasswords() {
        List<String> open = people.withTheirNameAsPassword(Stream.of(Role.ids()).toList());
        if (!open.isEmpty()) {
            throw new UnsafeStart(
                    "The database holds demo accounts whose password is their name: " + String.join(", ", open) + ".",
                    "Start this database once on its own, give these accounts other passwords or delete them, and start again.");
        }
    }
}
