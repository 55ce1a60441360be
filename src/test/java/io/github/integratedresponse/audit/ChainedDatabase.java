package io.github.integratedresponse.audit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A database of its own with an audit log in it, to do to it whatever somebody who administers it could. */
final class ChainedDatabase {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final String url;
    final DataSource source;
    final JdbcClient sql;
    final TransactionTemplate transaction;
    final AuditLog log;
    final AuditSealer sealer;
    final AuditVerifier verifier;
    final Anchors anchors;

    private ChainedDatabase(DataSource source, String url) {
        this.url = url;
        this.source = source;
        Clock clock = Clock.fixed(Instant.parse("2026-03-02T09:00:00.123456Z"), ZoneOffset.UTC);
        DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
        JdbcTemplate template = new JdbcTemplate(source);
        this.sql = JdbcClient.create(template);
        this.transaction = new TransactionTemplate(transactions);
        this.log = new AuditLog(sql, clock);
        this.sealer = new AuditSealer(sql, template, transactions, clock);
        this.verifier = new AuditVerifier(source, transactions);
        this.anchors = new Anchors(sql, sealer);
    }

    /** Makes the tables once, in the database that the others are copied from. */
    static void prepare(EmbeddedPostgres server) {
        Flyway.configure()
                .dataSource(server.getPostgresDatabase())
                .schemas("response")
                .defaultSchema("response")
                .load()
                .migrate();
        JdbcClient.create(server.getDatabase("postgres", "template1"))
                .sql("create database chained template postgres")
                .update();
    }

    static ChainedDatabase on(EmbeddedPostgres server) {
        String name = "chained" + COUNT.incrementAndGet();
        JdbcClient.create(server.getDatabase("postgres", "template1"))
                .sql("create database " + name + " template chained")
                .update();
        return new ChainedDatabase(server.getDatabase("postgres", name), server.getJdbcUrl("postgres", name));
    }

    String url() {
        return url;
    }

    ChainedDatabase write(int events) {
        for (int i = 1; i <= events; i++) {
            log.append(
                    new AuditEvent(Category.SIGN_IN, "signed-in", "rosa", "rosa", "Signed in, the " + i + "th time"));
        }
        return this;
    }

    ChainedDatabase seal() {
        sealer.seal();
        return this;
    }

    /** With the triggers and foreign keys asleep, as only a superuser can. */
    ChainedDatabase tamper(String... statements) {
        transaction.executeWithoutResult(status -> {
            sql.sql("set local session_replication_role = replica").update();
            for (String statement : statements) {
                sql.sql(statement).update();
            }
        });
        return this;
    }

    Verification verify() {
        return verifier.verify(null, null);
    }

    long count(String from) {
        return sql.sql("select count(*) from " + from).query(Long.class).single();
    }
}
