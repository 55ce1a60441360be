package io.github.integratedresponse.access;

import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.TenantCheck;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.jspecify.annotations.Nullable;

/**
 * The engine's check of tenants, told by {@link Restrictions} whom a restricted incident may be shown. The engine's own takes tenants
 * from the sign-in, which may be hours old, and asks nothing of administrators.
 */
class NeedToKnowTenants extends TenantManager {

    private final Function<String, List<String>> known;
    private @Nullable String person;
    private List<String> tenants = List.of();

    NeedToKnowTenants(Function<String, List<String>> known) {
        this.known = known;
    }

    @Override
    public boolean isTenantCheckEnabled() {
        return Context.getCommandContext().isTenantCheckEnabled() && getCurrentAuthentication() != null;
    }

    @Override
    public void configureTenantCheck(TenantCheck check) {
        boolean enabled = isTenantCheckEnabled();
        check.setTenantCheckEnabled(enabled);
        check.setAuthTenantIds(enabled ? tenants() : null);
    }

    @Override
    public boolean isAuthenticatedTenant(@Nullable String tenantId) {
        return tenantId == null || !isTenantCheckEnabled() || tenants().contains(tenantId);
    }

    /** Asked once in each command. */
    private List<String> tenants() {
        String asking = getCurrentAuthentication().getUserId();
        if (!asking.equals(person)) {
            tenants = known.apply(asking);
            person = asking;
        }
        return tenants;
    }
}
