package io.github.integratedresponse.process;

import java.util.Set;
import org.camunda.bpm.dmn.engine.DmnDecisionResult;
import org.camunda.bpm.dmn.engine.DmnDecisionResultEntries;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.impl.juel.jakarta.el.BeanELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELContext;
import org.camunda.bpm.impl.juel.jakarta.el.ELException;
import org.jspecify.annotations.Nullable;

/**
 * What a running expression reaches, wherever it came from: the beans and methods for diagrams, and a few members of the execution.
 * {@link ExpressionCheck} says so when a diagram is deployed; this holds for what got past it.
 */
class ExpressionReach extends BeanELResolver {

    private static final Set<String> RESULT = Set.of("getFirstResult", "getSingleResult");

    private final DiagramBeans beans;

    ExpressionReach(DiagramBeans beans) {
        super(true);
        this.beans = beans;
    }

    @Override
    public @Nullable Object getValue(ELContext context, @Nullable Object base, @Nullable Object property) {
        if (base == null) {
            Object bean = property instanceof String name ? beans.find(name) : null;
            if (bean != null) {
                context.setPropertyResolved(true);
            }
            return bean;
        }
        if (base instanceof VariableScope && ExpressionMembers.PROPERTIES.contains(String.valueOf(property))) {
            return super.getValue(context, base, property);
        }
        throw outOfReach(property);
    }

    @Override
    public @Nullable Object invoke(
            ELContext context,
            @Nullable Object base,
            Object method,
            Class<?> @Nullable [] types,
            Object @Nullable [] arguments) {
        if (base != null && mayCall(base, String.valueOf(method))) {
            return super.invoke(context, base, method, types, arguments);
        }
        throw outOfReach(method);
    }

    private boolean mayCall(Object base, String method) {
        return base instanceof VariableScope && ExpressionMembers.METHODS.contains(method)
                || base instanceof DmnDecisionResult && RESULT.contains(method)
                || base instanceof DmnDecisionResultEntries && method.equals("get")
                || beans.mayCall(base, method);
    }

    private static ELException outOfReach(@Nullable Object member) {
        return new ELException(member + " is not for expressions");
    }
}
