package io.github.integratedresponse.incident;

import io.github.integratedresponse.inventory.Products;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the account of whoever the registry names as a product's owner: by account name, or by e-mail address. */
@Component
class ProductOwners {

    private final Products products;
    private final ObjectProvider<ProcessEngine> engine;

    ProductOwners(Products products, ObjectProvider<ProcessEngine> engine) {
        this.products = products;
        this.engine = engine;
    }

    List<String> accounts(String productId) {
        return products.byId(productId).stream()
                .flatMap(product -> accountsOf(product.owner()).stream())
                .toList();
    }

    /** Whoever moves the process on need not be allowed to list people. */
    private List<String> accountsOf(String owner) {
        IdentityService identity = engine.getObject().getIdentityService();
        return ((ProcessEngineConfigurationImpl) engine.getObject().getProcessEngineConfiguration())
                .getCommandExecutorTxRequired()
                .execute(command -> command.runWithoutAuthorization(() -> Stream.concat(
                                identity.createUserQuery().userId(owner).list().stream(),
                                identity.createUserQuery().userEmail(owner).list().stream())
                        .map(User::getId)
                        .distinct()
                        .toList()));
    }
}
