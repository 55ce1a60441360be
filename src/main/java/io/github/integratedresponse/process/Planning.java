package io.github.integratedresponse.process;

import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the database plans a question for the values that are asked for, or once for all. Left alone it chooses by what it expects to
 * find, and where it knows nothing of the values it expects very little.
 */
@Component
public class Planning {

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    public Planning(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** For a question whose parts are found in one way whatever is asked for, and that takes longer to plan than to answer. */
    public <T> T onceForAll(Supplier<T> question) {
        return with("force_generic_plan", question);
    }

    /** For a question to which one way is right where much is found, and another where little is. */
    public <T> T eachTime(Supplier<T> question) {
        return with("force_custom_plan", question);
    }

    /** The settings last as long as the transaction. Compiling takes longer than questions that people wait for. */
    private <T> T with(String mode, Supplier<T> question) {
        return Objects.requireNonNull(transaction.execute(status -> {
            jdbc.sql("select set_config('plan_cache_mode', ?, true), set_config('jit', 'off', true)")
                    .param(mode)
                    .query(row -> {});
            return question.get();
        }));
    }
}
