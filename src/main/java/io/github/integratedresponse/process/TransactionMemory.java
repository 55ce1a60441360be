package io.github.integratedresponse.process;

import java.util.HashMap;
import java.util.Map;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is known for the rest of a transaction, so that it is not asked for again; outside a transaction nothing is. */
public final class TransactionMemory<K, V> {

    /** @return what is known, to be read and added to */
    @SuppressWarnings("unchecked")
    public Map<K, V> get() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return new HashMap<>();
        }
        Map<K, V> known = (Map<K, V>) TransactionSynchronizationManager.getResource(this);
        if (known == null) {
            Map<K, V> empty = new HashMap<>();
            TransactionSynchronizationManager.bindResource(this, empty);
            TransactionSynchronizationManager.registerSynchronization(new Forgetting(empty));
            return empty;
        }
        return known;
    }

    /** A transaction within it knows nothing of this, and what ended is forgotten. */
    private final class Forgetting implements TransactionSynchronization {

        private final Map<K, V> known;

        Forgetting(Map<K, V> known) {
            this.known = known;
        }

        @Override
        public void suspend() {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionMemory.this);
        }

        @Override
        public void resume() {
            TransactionSynchronizationManager.bindResource(TransactionMemory.this, known);
        }

        @Override
        public void afterCompletion(int status) {
            TransactionSynchronizationManager.unbindResourceIfPossible(TransactionMemory.this);
        }
    }
}
