package io.github.integratedresponse.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.audit.Verification.BadRow;
import io.github.integratedresponse.audit.Verification.Wrong;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Does to the log what the owner of the database could, with its triggers asleep, and looks whether it is found. */
class AuditChainTest {

    private static EmbeddedPostgres server;

    ChainedDatabase database;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.start();
        ChainedDatabase.prepare(server);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void tenEvents() {
        database = ChainedDatabase.on(server).write(10).seal();
    }

    @Test
    void aChainThatNobodyTouchedIsIntact() {
        database.write(3);
        Verification found = database.verify();
        assertThat(found.intact()).isTrue();
        assertThat(found.bad()).isZero();
        assertThat(found.firstBad()).isNull();
        assertThat(found.events()).isEqualTo(13);
        assertThat(found.sealed()).isEqualTo(10);
        assertThat(found.waiting()).isEqualTo(3);
        assertThat(found.waitingSince()).isNotNull();
        assertThat(found.lastSeq()).isEqualTo(10);
        assertThat(database.seal().verify().waiting()).isZero();
    }

    @Test
    void anEmptyLogIsIntact() {
        Verification found = ChainedDatabase.on(server).verify();
        assertThat(found.intact()).isTrue();
        assertThat(found.lastHash()).isEqualTo("0".repeat(64));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update response.audit_event set text = 'x' where id = 1",
                "delete from response.audit_event where id = 1",
                "truncate response.audit_event cascade",
                "update response.audit_seal set sealed_at = now() where seq = 1",
                "delete from response.audit_seal where seq = 10",
                "truncate response.audit_seal"
            })
    void theDatabaseRefusesChange(String change) {
        assertThatThrownBy(() -> database.sql.sql(change).update()).rootCause().hasMessageContaining("is append-only");
        assertThat(database.verify().intact()).isTrue();
    }

    @Test
    void theTimelineRefusesChangeToo() {
        database.tamper("insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                + " correlation_key, first_seen_at, opened_at) values ('INC-1', 't', 'SEV3', 'AMBER', 'FIRST_RESPONSE',"
                + " 'DETECTION', 'f', 'k', now(), now())");
        database.sql
                .sql("insert into response.timeline (incident_id, at, kind, actor, text)"
                        + " select id, now(), 'opened', 'system', 'Opened' from response.incident")
                .update();
        assertThat(database.count("response.audit_unsealed")).isEqualTo(1);
        for (String change : List.of(
                "update response.timeline set text = 'x'", "delete from response.timeline where actor = 'system'")) {
            assertThatThrownBy(() -> database.sql.sql(change).update())
                    .rootCause()
                    .hasMessageContaining("is append-only");
        }
        assertThat(database.seal().verify().intact()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "category = 'EXPORT'",
                "kind = 'signed-out'",
                "actor = 'somebody-else'",
                "subject = null",
                "subject = ''",
                "incident_id = 7",
                "business_key = 'INC-1'",
                "at = at + interval '1 microsecond'",
                "text = text || ' '"
            })
    void everyColumnOfAnEventIsSealed(String change) {
        assertBad(
                database.tamper("update response.audit_event set " + change + " where id = 4"),
                4L,
                4L,
                Wrong.CHANGED,
                1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed_at = sealed_at - interval '1 day'",
                "hash = sha256('other')",
                "previous = sha256('other')"
            })
    void everyColumnOfASealIsSealed(String change) {
        Verification found = database.tamper("update response.audit_seal set " + change + " where seq = 4")
                .verify();
        assertThat(found.intact()).isFalse();
        assertThat(found.firstBad()).extracting(BadRow::seq, BadRow::wrong).containsExactly(4L, Wrong.CHANGED);
    }

    @Test
    void textThatMovesFromOneColumnToTheNextIsFound() {
        database.log.append(new AuditEvent(Category.SIGN_IN, "ab", "c", null, "x"));
        database.seal();
        assertBad(
                database.tamper("update response.audit_event set kind = 'a', actor = 'bc' where id = 11"),
                11L,
                11L,
                Wrong.CHANGED,
                1);
    }

    @Test
    void anEventThatIsGoneIsFound() {
        assertBad(
                database.tamper("delete from response.audit_event where id = 3"), 3L, 3L, Wrong.SEAL_WITHOUT_EVENT, 1);
    }

    @Test
    void anEventThatIsGoneWithItsSealIsFound() {
        Verification found = database.tamper(
                        "delete from response.audit_event where id = 3",
                        "delete from response.audit_seal where seq = 3")
                .verify();
        assertThat(found.firstBad()).extracting(BadRow::seq, BadRow::wrong).containsExactly(3L, Wrong.MISSING);
        assertThat(found.sealed()).isEqualTo(9);
    }

    @Test
    void aSealThatIsGoneIsFound() {
        Verification found = database.tamper("delete from response.audit_seal where seq = 10")
                .verify();
        assertThat(found.firstBad()).extracting(BadRow::eventId, BadRow::wrong).containsExactly(10L, Wrong.UNSEALED);
    }

    @Test
    void anEventPutInPastTheLogIsFound() {
        Verification found = database.tamper("insert into response.audit_event (category, kind, actor, at, text)"
                        + " values ('SIGN_IN', 'signed-in', 'mallory', now() - interval '1 year', 'Never was here')")
                .verify();
        assertThat(found.firstBad()).extracting(BadRow::eventId, BadRow::wrong).containsExactly(11L, Wrong.UNSEALED);
        assertThat(database.seal().verify().intact())
                .as("and stays out of the chain")
                .isFalse();
    }

    @Test
    void anEventPutIntoTheMiddleOfTheChainIsFound() {
        assertThat(database.tamper(
                                "insert into response.audit_event (category, kind, actor, at, text)"
                                        + " values ('SIGN_IN', 'signed-in', 'mallory', now(), 'Never was here')",
                                "update response.audit_seal set seq = seq + 1000 where seq >= 5",
                                "update response.audit_seal set seq = seq - 999 where seq >= 1000",
                                "insert into response.audit_seal select 5, 11, previous, sha256('forged'), sealed_at"
                                        + " from response.audit_seal where seq = 6")
                        .verify()
                        .firstBad())
                .extracting(BadRow::seq, BadRow::eventId, BadRow::wrong)
                .containsExactly(5L, 11L, Wrong.CHANGED);
    }

    @Test
    void aForgedRowWithAFreshHashIsFoundAtTheRowThatFollows() {
        rewrite(4, 4);
        assertBad(database, 5L, 5L, Wrong.OUT_OF_ORDER, 1);
    }

    @Test
    void rowsThatChangePlacesAreFound() {
        assertThat(database.tamper(
                                "update response.audit_seal set event_id = -event_id where seq in (3, 7)",
                                "update response.audit_seal set event_id = case seq when 3 then 7 else 3 end"
                                        + " where seq in (3, 7)")
                        .verify()
                        .firstBad())
                .extracting(BadRow::seq, BadRow::eventId, BadRow::wrong)
                .containsExactly(3L, 7L, Wrong.CHANGED);
    }

    @Test
    void sealsThatChangePlacesAreFound() {
        assertThat(database.tamper(
                                "update response.audit_seal set seq = seq + 1000 where seq in (3, 7)",
                                "update response.audit_seal set seq = 1010 - seq where seq > 1000")
                        .verify())
                .satisfies(found -> assertThat(found.intact()).isFalse());
    }

    @Test
    void anEndThatIsCutOffIsFoundByAnAnchorThatWasKeptElsewhere() {
        Anchor anchor = database.anchors.latest();
        assertThat(anchor.seq()).isEqualTo(10);
        database.tamper(
                "delete from response.audit_event where id > 7", "delete from response.audit_seal where seq > 7");
        assertThat(database.verify().intact())
                .as("nothing in the database can tell")
                .isTrue();
        Verification found = database.verifier.verify(anchor.seq(), anchor.hash());
        assertThat(found.intact()).isFalse();
        assertThat(found.firstBad()).extracting(BadRow::seq, BadRow::wrong).containsExactly(8L, Wrong.NOT_AS_ANCHORED);
    }

    @Test
    void aChainWrittenAnewIsFoundByAnAnchorThatWasKeptElsewhere() {
        Anchor anchor = database.anchors.latest();
        rewrite(4, 10);
        assertThat(database.verify().intact())
                .as("nothing in the database can tell")
                .isTrue();
        assertThat(database.verifier.verify(anchor.seq(), anchor.hash()).firstBad())
                .extracting(BadRow::seq, BadRow::wrong)
                .containsExactly(10L, Wrong.NOT_AS_ANCHORED);
    }

    @Test
    void anAnchorIsFoundAgainAfterTheChainWentOn() {
        Anchor anchor = database.anchors.latest();
        database.write(5).seal();
        assertThat(database.verifier.verify(anchor.seq(), anchor.hash()).intact())
                .isTrue();
        assertThat(database.verifier.verify(anchor.seq(), "0".repeat(64)).intact())
                .isFalse();
    }

    @Test
    void anEventThatVanishesBeforeItIsSealedIsFound() {
        database.write(1).tamper("delete from response.audit_event where id = 11");
        Verification found = database.seal().verify();
        assertThat(found.firstBad())
                .extracting(BadRow::eventId, BadRow::wrong)
                .containsExactly(11L, Wrong.QUEUED_WITHOUT_EVENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table response.audit_event disable trigger audit_event_is_append_only",
                "alter table response.audit_event disable trigger audit_event_awaits_its_seal",
                "drop trigger audit_event_is_never_emptied on response.audit_event",
                "alter table response.audit_seal disable trigger all",
                "alter table response.audit_seal enable replica trigger audit_seal_is_append_only"
            })
    void aProtectionThatWasTakenAwayIsFound(String change) {
        database.sql.sql(change).update();
        Verification found = database.verify();
        assertThat(found.intact()).isFalse();
        assertThat(found.bad()).isZero();
        assertThat(found.guardsMissing()).isNotEmpty();
    }

    @Test
    void whatIsRolledBackWasNeverTold() {
        database.transaction.executeWithoutResult(status -> {
            database.write(1);
            status.setRollbackOnly();
        });
        assertThat(database.count("response.audit_event")).isEqualTo(10);
        assertThat(database.count("response.audit_unsealed")).isZero();
    }

    @Test
    void eventsOfManyTransactionsAllComeIntoTheChainOnceAlsoWithSealersAtTheSameTime() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<?>> work = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                int number = writer;
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 50; i++) {
                        boolean rollBack = i % 5 == number % 5;
                        database.transaction.executeWithoutResult(status -> {
                            database.write(2);
                            if (rollBack) {
                                status.setRollbackOnly();
                            }
                        });
                    }
                }));
            }
            for (int sealer = 0; sealer < 2; sealer++) {
                work.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        database.seal();
                    }
                }));
            }
            for (Future<?> each : work) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Verification found = database.seal().verify();
        assertThat(found.intact()).isTrue();
        assertThat(found.events()).isEqualTo(10 + 8 * 40 * 2);
        assertThat(found.sealed()).isEqualTo(found.events());
        assertThat(found.waiting()).isZero();
        assertThat(found.lastSeq()).isEqualTo(found.events());
    }

    @Test
    void whileOneSealerWorksAnotherLeavesItToThatOne() throws SQLException {
        database.write(3);
        try (Connection other = database.source.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select pg_advisory_xact_lock(hashtext('integrated-response audit chain'))");
            assertThat(database.sealer.seal()).isZero();
            other.rollback();
        }
        assertThat(database.sealer.seal()).isEqualTo(3);
        assertThat(database.sealer.seal()).isZero();
    }

    @Test
    void nobodyWhoWritesWaitsForASealer() throws SQLException {
        try (Connection other = database.source.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            database.write(1);
            statement.execute("select pg_advisory_xact_lock(hashtext('integrated-response audit chain'))");
            statement.execute("delete from response.audit_unsealed");
            database.transaction.executeWithoutResult(status -> {
                database.sql.sql("set local lock_timeout = '100ms'").update();
                database.write(5);
            });
            other.rollback();
        }
        assertThat(database.seal().verify().sealed()).isEqualTo(16);
    }

    @Test
    void whatARestoreInPartsQueuedAgainIsNotSealedTwice() {
        database.tamper("insert into response.audit_unsealed select id from response.audit_event");
        assertThat(database.sealer.seal()).isZero();
        assertThat(database.count("response.audit_unsealed")).isZero();
        assertThat(database.verify().intact()).isTrue();
    }

    @Test
    void moreThanOneBatchIsSealedAtOnce() {
        database.sql
                .sql(
                        "insert into response.audit_event (category, kind, actor, at, text)"
                                + " select 'ENGINE', 'task-claim', 'rosa', now(), 'Claim ' || n from generate_series(1, 1201) n")
                .update();
        assertThat(database.sealer.seal()).isEqualTo(1201);
        assertThat(database.verify().intact()).isTrue();
    }

    @Test
    void whatOthersNameStaysOnOneLine() {
        AuditEvent event = new AuditEvent(
                Category.DEPLOYMENT,
                "deployed",
                "rosa",
                "1",
                "Deployed a\r\n2026 signed-in admin\u2028x" + "y".repeat(5_000));
        assertThat(event.text())
                .doesNotContain("\n", "\r", "\u2028")
                .startsWith("Deployed a 2026")
                .hasSize(4_000);
    }

    /** What somebody does who knows how the chain is made: changes an event and computes the hashes anew. */
    private void rewrite(long from, long to) {
        database.tamper("update response.audit_event set actor = 'mallory' where id = " + from);
        for (long seq = from; seq <= to; seq++) {
            long at = seq;
            byte[] previous = database.sql
                    .sql("select hash from response.audit_seal where seq = ?")
                    .param(seq - 1)
                    .query((row, n) -> row.getBytes(1))
                    .single();
            byte[] hash = database.sql
                    .sql(
                            "select " + Recorded.COLUMNS
                                    + ", (extract(epoch from s.sealed_at) * 1000000)::bigint as sealed_micros"
                                    + " from response.audit_event e join response.audit_seal s on s.event_id = e.id where s.seq = ?")
                    .param(seq)
                    .query((row, n) -> Chain.hash(previous, at, row.getLong("sealed_micros"), Recorded.of(row)))
                    .single();
            database.transaction.executeWithoutResult(status -> {
                database.sql.sql("set local session_replication_role = replica").update();
                database.sql
                        .sql("update response.audit_seal set previous = ?, hash = ? where seq = ?")
                        .params(previous, hash, at)
                        .update();
            });
        }
    }

    private static void assertBad(ChainedDatabase database, Long seq, Long event, Wrong wrong, long bad) {
        Verification found = database.verify();
        assertThat(found.intact()).isFalse();
        assertThat(found.bad()).isEqualTo(bad);
        assertThat(found.firstBad())
                .extracting(BadRow::seq, BadRow::eventId, BadRow::wrong)
                .containsExactly(seq, event, wrong);
    }
}
