package io.github.integratedresponse.volume;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who takes an incident round the loop: begins it, and does whatever task comes up, until nothing of it runs any more. */
abstract class LoopSide {

    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(90);
    /** So that what the benchmark itself asks can be told apart. */
    static final String OWN = "/* benchmark */";

    record Open(String id, String key) {}

    /** @return the business key */
    abstract String begin() throws Exception;

    /** @return whether there was something to do; a task may be one that ends by itself */
    abstract boolean complete(String businessKey, Open task) throws Exception;

    abstract JdbcClient jdbc();

    final void goRound() throws Exception {
        String key = begin();
        long end = System.nanoTime() + PATIENCE;
        while (runs(key)) {
            boolean did = false;
            for (Open task : open(key)) {
                did |= complete(key, task);
            }
            if (!did) {
                TimeUnit.MILLISECONDS.sleep(25);
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(key + " does not come to its end; open are " + open(key));
            }
        }
    }

    private boolean runs(String key) {
        return jdbc().sql("select " + OWN + " exists (select 1 from act_ru_execution where business_key_ = ?)")
                .param(key)
                .query(Boolean.class)
                .single();
    }

    private List<Open> open(String key) {
        return jdbc().sql("select " + OWN + " t.id_, t.task_def_key_ from act_ru_execution p join act_ru_task t"
                        + " on t.proc_inst_id_ = p.id_ where p.business_key_ = ?")
                .param(key)
                .query((row, n) -> new Open(row.getString(1), row.getString(2)))
                .list();
    }
}
