package io.github.integratedresponse.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.integratedresponse.process.WorkQueue.Urgency;
import io.github.integratedresponse.signal.Stored.Fate;
import io.github.integratedresponse.signal.format.Arrival;
import io.github.integratedresponse.signal.format.Finding;
import io.github.integratedresponse.signal.format.Observable;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.PlatformTest;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class SignalStoreTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Autowired
    private SignalStore store;

    @Autowired
    private SignalRegister register;

    @Autowired
    private Placing placing;

    @Autowired
    private SignalRetention retention;

    @Autowired
    private Signals signals;

    @Autowired
    private Engine engine;

    @Autowired
    private ManagementService management;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transactions;

    @Autowired
    private MovableClock clock;

    private final String mark = UUID.randomUUID().toString();

    @Test
    void aFindingThatComesTwiceInOneGroupIsOneSignal() {
        List<Stored> stored = store.store(List.of(said("a", 4, NOON), said("b", 4, NOON), said("a", 4, NOON)));

        assertThat(stored).extracting(Stored::fate).containsExactly(Fate.ACCEPTED, Fate.ACCEPTED, Fate.DUPLICATE);
        assertThat(stored.get(2).signalId()).isEqualTo(stored.get(0).signalId());
        assertThat(sightings(stored.get(0).signalId())).isEqualTo(2);
    }

    @Test
    void aKnownFindingThatSaysSomethingElseChangesItsSignalAndKeepsWhatItSaid() {
        long id = store.store(List.of(said("a", 3, NOON))).get(0).signalId();

        Stored changed =
                store.store(List.of(said("a", 5, NOON.plusSeconds(60)))).get(0);

        assertThat(changed).isEqualTo(new Stored(id, Fate.UPDATED, null));
        assertThat(signals.byId(id).orElseThrow().severityId()).isEqualTo(5);
        assertThat(signals.saidSince(id, 0))
                .extracting(said -> said.signal().severityId())
                .containsExactly(3, 5);
    }

    @Test
    void whatWasOvertakenOnItsWayIsCountedAndChangesNothing() {
        long id = store.store(List.of(said("a", 5, NOON))).get(0).signalId();

        Stored late = store.store(List.of(said("a", 3, NOON.minusSeconds(60)))).get(0);

        assertThat(late.fate()).isEqualTo(Fate.DUPLICATE);
        assertThat(signals.byId(id).orElseThrow().severityId()).isEqualTo(5);
        assertThat(sightings(id)).isEqualTo(2);
    }

    @Test
    void aSourceClosesAFindingOnceAndMayOpenItAgain() {
        store.store(List.of(said("a", 4, NOON)));
        Incoming close = said("a", 4, NOON.plusSeconds(60), Finding.Activity.CLOSE);
        Incoming repeat = said("a", 4, NOON);
        Incoming again = said("a", 4, NOON.plusSeconds(120));

        assertThat(Stream.of(close, close, repeat, again)
                        .map(one -> store.store(List.of(one)).get(0).fate()))
                .containsExactly(Fate.CLOSED, Fate.DUPLICATE, Fate.DUPLICATE, Fate.UPDATED);
    }

    @Test
    void manyWritersOfTheSameFindingsInAnyOrderMakeEachOneOnce() throws Exception {
        List<Incoming> findings =
                IntStream.range(0, 200).mapToObj(n -> said("f" + n, 4, NOON)).toList();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Long>> writers = IntStream.range(0, 16)
                    .<Callable<Long>>mapToObj(seed -> () -> {
                        List<Incoming> mixed = new ArrayList<>(findings);
                        Collections.shuffle(mixed, new Random(seed));
                        return store.store(mixed).stream()
                                .filter(one -> one.fate() == Fate.ACCEPTED)
                                .count();
                    })
                    .toList();
            long accepted = 0;
            for (var answer : pool.invokeAll(writers)) {
                accepted += answer.get();
            }
            assertThat(accepted).isEqualTo(200);
        } finally {
            pool.shutdownNow();
        }
        assertThat(count("response.signal")).isEqualTo(200);
        assertThat(count("response.signal_register")).isEqualTo(200);
        assertThat(jdbc.sql("select sum(sightings) from response.signal_register where source = ?")
                        .param(mark)
                        .query(Long.class)
                        .single())
                .isEqualTo(16 * 200);
    }

    @Test
    void aGroupIsPlacedByOneJobCommittedWithIt() {
        List<Long> ids = store
                .store(IntStream.range(0, 5)
                        .mapToObj(n -> said("f" + n, 4, NOON))
                        .toList())
                .stream()
                .map(Stored::signalId)
                .toList();

        assertThat(ids)
                .extracting(id -> jobOf(id).getId())
                .containsOnly(jobOf(ids.get(0)).getId());
        engine.placeSignals();
        assertThat(register.pending(ids)).isEmpty();
        assertThat(engine.incidentOf(ids.get(0))).startsWith("INC-");
    }

    @Test
    void aJobGathersWhatComesShortlyAfterIt() {
        long first = store.store(List.of(said("a", 4, NOON))).get(0).signalId();
        long second = store.store(List.of(said("b", 4, NOON))).get(0).signalId();
        clock.advance(Duration.ofSeconds(1));
        long later = store.store(List.of(said("c", 4, NOON))).get(0).signalId();

        assertThat(jobOf(second).getId())
                .isEqualTo(jobOf(first).getId())
                .isNotEqualTo(jobOf(later).getId());
        management.executeJob(jobOf(first).getId());
        assertThat(register.pending(List.of(first, second, later)))
                .extracting(SignalRegister.Pending::id)
                .containsExactly(later);
    }

    /** What was added after a job had read what it is about would be forgotten with it. */
    @Test
    void aJobThatIsAlreadyRunWhenMoreIsAddedIsRunAgain() throws Exception {
        long first = store.store(List.of(said("a", 4, NOON))).get(0).signalId();
        String job = jobOf(first).getId();
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            List<Object> later = transactions.execute(status -> {
                jdbc.sql("select id from response.signal_register where id = ? for update")
                        .param(first)
                        .query(Long.class)
                        .single();
                Future<?> run = other.submit(() -> management.executeJob(job));
                assertThat(somebodyWaitsForALock()).isTrue();
                return List.of(
                        run, store.store(List.of(said("b", 4, NOON))).get(0).signalId());
            });
            assertThatThrownBy(() -> ((Future<?>) later.get(0)).get())
                    .hasCauseInstanceOf(OptimisticLockingException.class);
            long second = (long) later.get(1);
            assertThat(jobOf(second).getId()).isEqualTo(job);

            engine.placeSignals();

            assertThat(register.pending(List.of(first, second))).isEmpty();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void aJobThatFailedLeavesEachSignalToAJobOfItsOwn() {
        List<Long> ids = store.store(List.of(said("a", 4, NOON), said("b", 4, NOON))).stream()
                .map(Stored::signalId)
                .toList();

        placing.run(ids.get(0) + "-" + ids.get(1), true);

        assertThat(register.pending(ids)).hasSize(2);
        assertThat(management.createJobQuery().messages().list().stream()
                        .map(job -> ((JobEntity) job).getJobHandlerConfigurationRaw()))
                .contains(String.valueOf(ids.get(0)), String.valueOf(ids.get(1)));
        placing.run(String.valueOf(ids.get(0)), true);
        assertThat(register.pending(ids)).extracting(SignalRegister.Pending::id).containsExactly(ids.get(1));
    }

    @Test
    void theDatabaseLooksForSignalsByTheSameWords() {
        long id = store.store(List.of(said("a", 4, NOON))).get(0).signalId();

        String[][] terms = jdbc.sql(
                        "select terms, response.signal_terms(techniques, product_ids, resources, actors, observables)"
                                + " as own from response.signal where id = ?")
                .param(id)
                .query((row, n) -> new String[][] {
                    (String[]) row.getArray("terms").getArray(),
                    (String[]) row.getArray("own").getArray()
                })
                .single();
        assertThat(terms[0]).containsExactlyInAnyOrder(terms[1]);
    }

    @Test
    void oldSignalsGoAndThoseThatAnIncidentCitesStay() {
        OffsetDateTime then = OffsetDateTime.of(2019, 5, 17, 10, 0, 0, 0, ZoneOffset.UTC);
        jdbc.sql("select response.make_signal_partition(?) is null")
                .param(then)
                .query(Boolean.class)
                .single();
        long cited = old("cited", then);
        long forgotten = old("forgotten", then);
        long incident = jdbc.sql(
                        "insert into response.incident (number, title, severity, tlp, stage, origin, finding_type,"
                                + " correlation_key, first_seen_at, opened_at) values (?, 'Old', 'SEV3', 'AMBER', 'CLOSED', 'DETECTION',"
                                + " ?, ?, ?, ?) returning id")
                .params("INC-O-" + mark, mark, mark, then, then)
                .query(Long.class)
                .single();
        jdbc.sql("insert into response.incident_signal (incident_id, signal_id, linked_at) values (?, ?, ?)")
                .params(incident, cited, then)
                .update();

        retention.letGoBefore(YearMonth.of(2019, 6));
        retention.letGoBefore(YearMonth.of(2019, 6));

        assertThat(signals.byId(cited)).isPresent();
        assertThat(signals.byId(forgotten)).isEmpty();
        assertThat(signals.ofIncident(incident)).extracting(Signal::id).containsExactly(cited);
        assertThat(jdbc.sql(
                                "select text from response.audit_event where kind = 'signals-let-go' and subject = '2019-05'")
                        .query(String.class)
                        .list())
                .containsExactly("1 signals of 2019-05 that no incident cites were let go");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 | 5",
                "5 6 7 | 5-7",
                "9 5 6 12 | 5-6,9,12",
                "1 2 3 4 5 6 7 8 | 1-4;5-8",
                "1 3 5 7 9 | 1,3,5,7;9",
            })
    void idsAreWrittenShort(String ids, String written) {
        List<Long> all = Stream.of(ids.split(" ")).map(Long::valueOf).toList();

        List<String> texts = Ranges.write(all, 100, 4);

        assertThat(String.join(";", texts)).isEqualTo(written);
        assertThat(texts.stream().flatMap(text -> Ranges.read(text).stream())).containsExactlyInAnyOrderElementsOf(all);
    }

    private Job jobOf(long signal) {
        List<Job> jobs = management.createJobQuery().messages().list().stream()
                .filter(job -> job instanceof JobEntity entity
                        && entity.getJobHandlerType().equals(Placing.TYPE)
                        && Ranges.read(entity.getJobHandlerConfigurationRaw()).contains(signal))
                .toList();
        assertThat(jobs).hasSize(1);
        return jobs.get(0);
    }

    private boolean somebodyWaitsForALock() {
        return Stream.generate(() -> jdbc.sql("select exists (select 1 from pg_locks where not granted)")
                        .query(Boolean.class)
                        .single())
                .limit(10_000)
                .anyMatch(waits -> waits);
    }

    private long old(String uid, OffsetDateTime then) {
        long id = jdbc.sql(
                        "insert into response.signal_register (source, external_id, received_at, last_seen_at, disposition)"
                                + " values (?, ?, ?, ?, 'KEPT') returning id")
                .params(mark, uid, then, then)
                .query(Long.class)
                .single();
        jdbc.sql(
                        "insert into response.signal (id, source, external_id, received_at, format, title, finding_type, severity_id,"
                                + " correlation_key, first_seen_at, received_from, body) values (?, ?, ?, ?, 'ocsf', 'Old', 'old', 3, ?, ?,"
                                + " 'tester', '{}')")
                .params(id, mark, uid, then, uid, then)
                .update();
        return id;
    }

    private Incoming said(String uid, int severity, Instant at) {
        return said(uid, severity, at, Finding.Activity.CREATE);
    }

    private Incoming said(String uid, int severity, Instant at, Finding.Activity activity) {
        Finding finding = new Finding(
                mark,
                uid,
                null,
                "Found " + uid,
                "",
                mark + " type",
                severity,
                List.of("T1562.008", "T1046"),
                List.of("Host-" + uid + mark, "ä".repeat(450)),
                List.of(),
                List.of(new Observable("IP Address", "192.0.2.1"), new Observable("URL String", "HTTP://x/" + mark)),
                List.of("Storm-" + mark),
                null,
                List.of(),
                activity,
                NOON,
                at);
        return new Incoming(new Arrival(finding, "ocsf", "{}"), "tester", Urgency.USUAL);
    }

    private long sightings(long id) {
        return jdbc.sql("select sightings from response.signal_register where id = ?")
                .param(id)
                .query(Long.class)
                .single();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table + " where source = ?")
                .param(mark)
                .query(Long.class)
                .single();
    }
}
