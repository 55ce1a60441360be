package io.github.integratedresponse.access;

import io.github.integratedresponse.access.Restrictions.Known;
import java.util.List;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.TenantCheck;
import org.camunda.bpm.engine.impl.persistence.entity.TenantManager;
import org.jspecify.annotations.Nullable;

/**
 * The engine's check of tenants, told by {@link Restrictions} whom a restricted incident may be shown. The engine's own takes tenants
 * from the sign-in, which may be hours old, and asks nothing of administrators.
 */
class NeedToKnowTenants extends TenantManager {

    private final Restrictions restrictions;
    private final NeedToKnowRecord record;
    private @Nullable String person;
    private List<Known> known = List.of();

    NeedToKnowTenants(Restrictions restrictions, NeedToKnowRecord record) {
        this.restrictions = restrictions;
        this.record = record;
    }

    @Override
    public boolean isTenantCheckEnabled() {
        return Context.getCommandContext().isTenantCheckEnabled() && getCurrentAuthentication() != null;
    }

    @Override
    public void configureTenantCheck(TenantCheck check) {
        boolean enabled = isTenantCheckEnabled();
        check.setTenantCheckEnabled(enabled);
        check.setAuthTenantIds(enabled ? known().stream().map(Known::codeName).toList() : null);
    }

    @Override
    public boolean isAuthenticatedTenant(@Nullable String tenantId) {
        return tenantId == null
                || !isTenantCheckEnabled()
                || known().stream().anyMatch(one -> one.codeName().equals(tenantId));
    }

    /** Whether the person asking may read what belongs to this tenant, and no more. */
    boolean onlyReads(String tenantId) {
        return isTenantCheckEnabled()
                && known().stream().anyMatch(one -> one.codeName().equals(tenantId) && one.onlyReads());
    }

    /** Asked once in each command. */
    private List<Known> known() {
        String asking = getCurrentAuthentication().getUserId();
        if (asking == null) {
            return List.of();
        }
        if (!asking.equals(person)) {
            known = restrictions.knownTo(asking);
            person = asking;
            // which rows a query shows can't be seen from here, so whatever an auditor asks meanwhile counts
            known.stream().filter(Known::onlyReads).forEach(one -> record.saw(asking, one));
        }
        return known;
    }
}
