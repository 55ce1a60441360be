package io.github.integratedresponse.access;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.IdentityServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.digest.PasswordManager;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;
import org.camunda.bpm.engine.impl.util.EncryptionUtil;
import org.jspecify.annotations.Nullable;

/**
 * The engine's identity service with another check of passwords. Every door that asks for one comes through here: Basic, the sign-in of
 * the web applications, the engine's {@code /identity/verify}, the change of a password. The engine's own lock is left out: whoever
 * knows a name could lock its person out with it, at the tenth guess for ever.
 */
class GuardedIdentity extends IdentityServiceImpl {

    /** The engine has no longer ids. */
    private static final int LONGEST_ID = 64;

    private static final String SOME_SALT = "bm8gc3VjaCBwZXJzb24=";

    private final SignInThrottle throttle;

    private final TokenStore tokens;
    private final WebSessions sessions;
    private final SignInRecord record;
    private final PasswordDoor door;

    GuardedIdentity(
            SignInThrottle throttle, TokenStore tokens, WebSessions sessions, SignInRecord record, PasswordDoor door) {
        this.throttle = throttle;
        this.tokens = tokens;
        this.sessions = sessions;
        this.record = record;
        this.door = door;
    }

    @Override
    public void saveUser(User person) {
        boolean otherPassword = person instanceof UserEntity entity && entity.hasNewPassword();
        super.saveUser(person);
        if (otherPassword) {
            sessions.passwordChanged(person.getId());
        }
    }

    /** Whoever comes later by the same id must not find the tokens of the one who left. */
    @Override
    public void deleteUser(String id) {
        Authentication by = getCurrentAuthentication();
        commandExecutor.execute(engine -> {
            super.deleteUser(id);
            tokens.revokeAllOf(id, by == null ? "system" : by.getUserId());
            return true;
        });
    }

    @Override
    public boolean checkPassword(@Nullable String id, @Nullable String password) {
        String address = ClientAddress.asking();
        try {
            return checkPassword(address, id, password);
        } catch (TooManySignIns e) {
            record.turnedAway(address == null ? "here" : address);
            throw e;
        }
    }

    private boolean checkPassword(@Nullable String address, @Nullable String id, @Nullable String password) {
        if (id == null || id.isEmpty() || id.length() > LONGEST_ID || id.indexOf('\0') >= 0) {
            if (address != null) {
                throttle.requireRoom(address);
                throttle.failed(address);
            }
            record.failed(null, address);
            return false;
        }
        if (address == null) {
            boolean right = right(id, password);
            if (!right) {
                recordFailure(id, null);
            }
            return right;
        }
        throttle.requireRoom(address, id);
        boolean right = right(id, password);
        if (right) {
            throttle.succeeded(address, id);
        } else {
            throttle.failed(address, id);
            recordFailure(id, address);
        }
        return right;
    }

    private void recordFailure(String id, @Nullable String address) {
        boolean known = commandExecutor.execute(
                engine -> engine.getReadOnlyIdentityProvider().findUserById(id) != null);
        record.failed(known ? id : null, address);
    }

    private boolean right(String id, @Nullable String password) {
        return commandExecutor.execute(engine -> right(engine, id, password == null ? "" : password))
                && door.openFor(id);
    }

    private static boolean right(CommandContext engine, String id, String password) {
        ProcessEngineConfigurationImpl configuration = Context.getProcessEngineConfiguration();
        PasswordManager passwords = configuration.getPasswordManager();
        UserEntity person = (UserEntity) engine.getReadOnlyIdentityProvider().findUserById(id);
        if (person == null || person.getPassword() == null || password.isEmpty()) {
            // as much work as for somebody who exists, or the time would tell
            passwords.encrypt(EncryptionUtil.saltPassword(password, SOME_SALT));
            return false;
        }
        return passwords.check(EncryptionUtil.saltPassword(password, person.getSalt()), person.getPassword());
    }
}
