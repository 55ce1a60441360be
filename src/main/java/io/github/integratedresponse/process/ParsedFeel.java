package io.github.integratedresponse.process;

import camundajar.impl.scala.collection.immutable.Map;
import camundajar.impl.scala.util.Either;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.function.Function;
import org.camunda.bpm.dmn.feel.impl.scala.ContextVariableWrapper;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngine;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.feel.FeelEngine;
import org.camunda.feel.context.FunctionProvider;
import org.camunda.feel.context.FunctionProvider.CompositeFunctionProvider;
import org.camunda.feel.context.VariableProvider;
import org.camunda.feel.context.VariableProvider.CompositeVariableProvider;
import org.camunda.feel.context.VariableProvider.StaticVariableProvider;
import org.camunda.feel.impl.interpreter.BuiltinFunctions;
import org.camunda.feel.impl.interpreter.EvalContext;
import org.camunda.feel.impl.interpreter.EvaluationFailureCollector;
import org.camunda.feel.impl.interpreter.FeelInterpreter;
import org.camunda.feel.syntaxtree.ParsedExpression;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValError;
import org.camunda.feel.syntaxtree.ValFatalError;
import org.camunda.feel.syntaxtree.ValNull$;
import org.jspecify.annotations.Nullable;

/**
 * The engine's FEEL, which parses each cell of a table and makes its two hundred built-in functions anew each time that it asks one; here
 * both are done once (<a href="https://github.com/camunda/feel-scala/issues/1149">issue 1149</a>). Whatever is not plainly well is asked
 * again in the engine's own way, so answers and errors are the same.
 */
class ParsedFeel extends ScalaFeelEngine {

    /** Of each kind; drafts of tables are asked as well, and go again. */
    private static final int MOST = 20_000;

    /** What fails by it is told by the engine. */
    private static final String ASSERTION = "assert";

    private final Cache<String, ParsedExpression> expressions =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final Cache<String, ParsedExpression> tests =
            Caffeine.newBuilder().maximumSize(MOST).build();
    private final FeelInterpreter interpreter;
    private final FunctionProvider functions;

    ParsedFeel() {
        super(List.of());
        this.interpreter = new FeelInterpreter(feelEngine.valueMapper());
        this.functions = new CompositeFunctionProvider(toScalaList(
                new BuiltinFunctions(feelEngine.clock(), feelEngine.valueMapper()), feelEngine.functionProvider()));
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> T evaluateSimpleExpression(String expression, VariableContext variables) {
        ParsedExpression parsed = parsed(expressions, expression, feelEngine::parseExpression);
        Val value = parsed == null ? null : value(parsed, new ContextVariableWrapper(variables));
        return value == null
                ? super.evaluateSimpleExpression(expression, variables)
                : (T) feelEngine.valueMapper().unpackVal(value);
    }

    @Override
    public boolean evaluateSimpleUnaryTests(String test, String input, VariableContext variables) {
        ParsedExpression parsed = parsed(tests, test, feelEngine::parseUnaryTests);
        Val value = parsed == null ? null : value(parsed, withInput(input, variables));
        if (value instanceof ValNull$) {
            // what can't be compared doesn't hold
            return false;
        }
        return value instanceof ValBoolean known
                ? known.value()
                : super.evaluateSimpleUnaryTests(test, input, variables);
    }

    private VariableProvider withInput(String input, VariableContext variables) {
        return new CompositeVariableProvider(toScalaList(
                new StaticVariableProvider(new Map.Map1<>(FeelEngine.UnaryTests$.MODULE$.inputVariable(), input)),
                new ContextVariableWrapper(variables)));
    }

    /** @return {@code null} when it can't be parsed */
    private static @Nullable ParsedExpression parsed(
            Cache<String, ParsedExpression> known,
            String text,
            Function<String, Either<FeelEngine.Failure, ParsedExpression>> parser) {
        return text.contains(ASSERTION)
                ? null
                : known.get(text, one -> parser.apply(one).toOption().getOrElse(() -> null));
    }

    /** @return {@code null} when something is wrong */
    private @Nullable Val value(ParsedExpression parsed, VariableProvider variables) {
        Val value = interpreter.eval(
                parsed.expression(),
                new EvalContext(feelEngine.valueMapper(), variables, functions, new EvaluationFailureCollector()));
        return value instanceof ValError || value instanceof ValFatalError ? null : value;
    }
}
