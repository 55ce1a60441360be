package io.github.integratedresponse.process;

import java.lang.reflect.Method;
import org.camunda.bpm.engine.BadUserRequestException;
import org.camunda.bpm.engine.delegate.BaseDelegateExecution;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.el.Expression;
import org.camunda.bpm.engine.impl.el.JuelExpression;
import org.camunda.bpm.engine.impl.el.JuelExpressionManager;
import org.camunda.bpm.engine.impl.el.VariableContextElResolver;
import org.camunda.bpm.engine.impl.el.VariableScopeElResolver;
import org.camunda.bpm.impl.juel.jakarta.el.CompositeELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.MapELResolver;
import org.camunda.bpm.impl.juel.jakarta.el.ValueExpression;
import org.jspecify.annotations.Nullable;

/**
 * The engine's expressions, with no more in reach than {@link ExpressionReach} gives. Those of queries and stored filters belong to no
 * execution and are never evaluated: Camunda 7.24.0 refuses them at the top of a query only. What stands for one there is a
 * {@link QueryWord}.
 */
class BoundedExpressions extends JuelExpressionManager {

    private final DiagramBeans forDiagrams;

    BoundedExpressions(DiagramBeans forDiagrams) {
        this.forDiagrams = forDiagrams;
    }

    @Override
    public Expression createExpression(String text) {
        return QueryWord.of(text)
                .<Expression>map(OfAQuery::new)
                .orElseGet(() -> new OfAnExecution(createValueExpression(text), this, text));
    }

    /** The engine and its plug-ins offer functions, such as for parsing XML or for the groups of a person; expressions here get none. */
    @Override
    public void addFunction(String name, Method function) {}

    @Override
    protected ELResolver createElResolver() {
        CompositeELResolver all = new CompositeELResolver();
        all.add(new VariableScopeElResolver());
        all.add(new VariableContextElResolver());
        // the entries of a decision's result
        all.add(new MapELResolver(true));
        all.add(new ExpressionReach(forDiagrams));
        return all;
    }

    private static class OfAnExecution extends JuelExpression {

        OfAnExecution(ValueExpression expression, JuelExpressionManager manager, String text) {
            super(expression, manager, text);
        }

        @Override
        public Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution execution) {
            if (scope == null && !isLiteralText()) {
                throw new BadUserRequestException("Queries may not carry expressions");
            }
            return super.getValue(scope, execution);
        }
    }

    private record OfAQuery(QueryWord word) implements Expression {

        @Override
        public @Nullable Object getValue(@Nullable VariableScope scope) {
            if (scope != null) {
                throw new BadUserRequestException(word.text() + " is for queries alone");
            }
            return word.value();
        }

        @Override
        public @Nullable Object getValue(@Nullable VariableScope scope, @Nullable BaseDelegateExecution execution) {
            return getValue(scope);
        }

        @Override
        public void setValue(Object value, VariableScope scope) {
            throw new BadUserRequestException(word.text() + " can't be set");
        }

        @Override
        public void setValue(Object value, VariableScope scope, BaseDelegateExecution execution) {
            setValue(value, scope);
        }

        @Override
        public boolean isLiteralText() {
            return false;
        }

        @Override
        public String getExpressionText() {
            return word.text();
        }
    }
}
