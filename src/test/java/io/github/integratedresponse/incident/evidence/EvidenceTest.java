package io.github.integratedresponse.incident.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import io.github.integratedresponse.testing.Engine;
import io.github.integratedresponse.testing.Http;
import io.github.integratedresponse.testing.MovableClock;
import io.github.integratedresponse.testing.Newcomer;
import io.github.integratedresponse.testing.PlantedIncident;
import io.github.integratedresponse.testing.PlatformTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.camunda.bpm.engine.IdentityService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PlatformTest
class EvidenceTest {

    private static final int LARGEST = 25 * 1024 * 1024;
    private static final byte[] LOG =
            "2026-11-28T10:00:00Z sshd[7]: Accepted publickey for root\n".getBytes(StandardCharsets.UTF_8);

    @Autowired
    Http http;

    @Autowired
    ObjectMapper json;

    @Autowired
    Engine engine;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    @Autowired
    IdentityService identity;

    @Autowired
    MovableClock clock;

    @Test
    void aFileComesBackAsItWasAndItsCustodyTellsWhoHadIt() throws Exception {
        String incident = planted();
        byte[] content = zipped(700_000);
        JsonNode kept = read(upload("responder", incident, "memory dump ü.gz", "Of host 7", content), 201);
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        assertThat(kept.get("sha256").asText()).isEqualTo(sha256);
        assertThat(kept.get("bytes").asLong()).isEqualTo(content.length);
        assertThat(kept.get("kind").asText()).isEqualTo("gzip archive");

        HttpResponse<byte[]> file =
                download("executive", incident, kept.get("id").asLong());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(content);
        assertThat(header(file, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(file, "Content-Disposition"))
                .startsWith("attachment;")
                .contains("filename*=UTF-8''memory%20dump%20%C3%BC.gz");
        assertThat(header(file, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(file, "Content-Security-Policy")).contains("default-src 'none'", "sandbox");
        assertThat(header(file, "Cache-Control")).isEqualTo("no-store");
        assertThat(header(file, "Repr-Digest")).startsWith("sha-256=:");

        JsonNode custody = custody("auditor", incident, kept.get("id").asLong());
        assertThat(custody.findValuesAsText("event")).containsExactly("RECEIVED", "DOWNLOADED");
        assertThat(custody.findValuesAsText("actor")).containsExactly("responder", "executive");
        assertThat(custody.findValuesAsText("sha256")).containsOnly(sha256);
        assertThat(http.get("responder", "/api/v1/incidents/" + incident + "/timeline")
                        .body())
                .contains("\"evidence\"", sha256);
        assertThat(jdbc.sql("select actor from response.audit_event where kind = 'evidence-downloaded' and subject = ?"
                                + " and business_key = ? and category = 'EXPORT'")
                        .param(kept.get("id").asText())
                        .param(incident)
                        .query(String.class)
                        .list())
                .containsExactly("executive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                ".log",
                "nothing",
                "access.log.",
                "../../etc/passwd.txt",
                "..\\..\\windows\\win.ini",
                "/tmp/a.log",
                "C:a.log",
                "a\r\nX-Injected: yes.log",
                "invoice\u202Egpj.log",
                "half\uD800.log",
                "con.txt",
                "a\"b.log",
                "a<b>.log",
                "run.exe",
                "page.html",
                "drawing.svg",
                "macro.docm",
                "script.ps1",
                "access.log.lnk"
            })
    void aNameThatMayDoHarmIsRefusedInWords(String name) throws Exception {
        HttpResponse<String> answer = upload("responder", planted(), name, null, LOG);
        JsonNode problem = read(answer, 400);
        assertThat(problem.get("problems").findValuesAsText("field")).contains("fileName");
        assertThat(answer.headers().firstValue("X-Injected")).isEmpty();
    }

    @Test
    void aNameIsRefusedWithEverythingElseThatIsWrong() throws Exception {
        HttpResponse<String> answer = upload("responder", planted(), "x".repeat(200) + ".exe", "d".repeat(1_001), LOG);
        assertThat(answer.body())
                .contains("150 characters", "must end with one of .png", "ZIP archive", "1000 characters");
        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "picture.png, 4d5a90000300000004000000ffff0000",
        "report.pdf, 3c68746d6c3e",
        "capture.pcap, 7f454c46020101",
        "archive.zip, 1f8b0800",
        "access.log, 4d5a90000300000004000000ffff0000",
        "access.log, 7f454c4602010100",
        "notes.txt, cafebabe00000034",
        "wide.txt, fffe41000000",
        "odd.txt, fffe410042",
    })
    void whatIsNotWhatItsNameSaysIsRefused(String name, String hex) throws Exception {
        byte[] content = HexFormat.of().parseHex(hex);
        JsonNode problem = read(upload("responder", planted(), name, null, content), 422);
        assertThat(problem.get("detail").asText()).contains("by its content, as its name says");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><p>",
                "\uFEFF  <html>",
                "<!-- log --> <script>alert(1)</script>",
                "<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "#!/bin/sh\nrm -rf /",
                "<?php system('id');"
            })
    void pagesAndScriptsAreTakenInArchivesOnly(String content) throws Exception {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("access.log", "page.xml", "mail.eml")) {
            assertThat(read(upload("responder", planted(), name, null, bytes), 422)
                            .get("detail")
                            .asText())
                    .as(name)
                    .contains("ZIP archive with a password");
        }
    }

    @Test
    void logsMayTellOfAttacksAndBeInAnyLetters() throws Exception {
        String incident = planted();
        for (byte[] log : List.of(
                "GET /?q=<script>alert(1)</script> 200\n\u001b[31mred\u001b[0m".getBytes(StandardCharsets.UTF_8),
                "Gr\u00fc\u00dfe".getBytes(StandardCharsets.ISO_8859_1),
                "\uFEFFEvent 4625".getBytes(StandardCharsets.UTF_16LE))) {
            assertThat(upload("responder", incident, "access.LOG", null, log).statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void anArchiveIsNeverUnpackedSoABombStaysSmall() throws Exception {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.putNextEntry(new ZipEntry("../../zeros"));
            zip.write(new byte[50_000_000]);
        }
        JsonNode kept = read(upload("responder", planted(), "bomb.zip", null, bomb.toByteArray()), 201);
        assertThat(kept.get("bytes").asInt()).isEqualTo(bomb.size()).isLessThan(100_000);
    }

    @Test
    void anEmptyFileAndOneThatIsTooLargeAreRefused() throws Exception {
        String incident = planted();
        assertThat(read(upload("responder", incident, "empty.log", null, new byte[0]), 400)
                        .get("detail")
                        .asText())
                .contains("is empty");
        assertThat(upload("responder", incident, "large.gz", null, BodyPublishers.ofByteArray(large(LARGEST + 1)))
                        .statusCode())
                .isEqualTo(413);
        // without an announced length
        assertThat(upload(
                                "responder",
                                incident,
                                "large.gz",
                                null,
                                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large(LARGEST + 1))))
                        .statusCode())
                .isEqualTo(413);
        assertThat(files("responder", incident).get("total").asInt()).isZero();
    }

    @Test
    void theLargestFileIsKeptAndGivenBackWithoutEverBeingInMemory() throws Exception {
        String incident = planted();
        byte[] content = large(LARGEST);
        long id = read(upload("responder", incident, "large.gz", null, content), 201)
                .get("id")
                .asLong();
        assertThat(jdbc.sql("select count(*) from response.evidence_piece where evidence_id = ?")
                        .param(id)
                        .query(Integer.class)
                        .single())
                .isEqualTo(100);
        assertThat(Arrays.equals(download("responder", incident, id).body(), content))
                .isTrue();

        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        InputStream in = new ByteArrayInputStream(content);
        long before = threads.getCurrentThreadAllocatedBytes();
        try (Spool spool = Spool.of(in, LARGEST)) {
            assertThat(spool.bytes()).isEqualTo(LARGEST);
            spool.writeTo(OutputStream.nullOutputStream());
        }
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(2_000_000);
    }

    @Test
    void filesThatComeAtTheSameMomentKeepTheLimits() throws Exception {
        String incident = planted();
        seed(incident, 199, 10);
        List<Integer> answers = together(6, i -> upload("responder", incident, "a" + i + ".log", null, LOG)
                .statusCode());
        assertThat(answers).containsExactlyInAnyOrder(201, 409, 409, 409, 409, 409);
        assertThat(files("responder", incident).get("total").asInt()).isEqualTo(200);

        String full = planted();
        seed(full, 1, 1024L * 1024 * 1024 - LOG.length - 1);
        assertThat(together(4, i -> upload("responder", full, "a" + i + ".log", null, LOG)
                        .statusCode()))
                .containsExactlyInAnyOrder(201, 409, 409, 409);
    }

    @Test
    void aContentThatWasTamperedWithIsGivenToNobody() throws Exception {
        String incident = planted();
        long id = read(upload("responder", incident, "a.log", null, LOG), 201)
                .get("id")
                .asLong();
        transactions.executeWithoutResult(transaction -> {
            // what only whoever administers the database can do
            jdbc.sql("set local session_replication_role = 'replica'").update();
            jdbc.sql("update response.evidence_piece set content = ? where evidence_id = ?")
                    .param("2026-11-28T10:00:00Z nothing happened\n".getBytes(StandardCharsets.UTF_8))
                    .param(id)
                    .update();
        });
        HttpResponse<byte[]> refused = download("responder", incident, id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("no longer what was received");
        assertThat(custody("responder", incident, id).findValuesAsText("event")).containsExactly("RECEIVED", "DAMAGED");
        assertThat(http.get("responder", "/api/v1/incidents/" + incident + "/timeline")
                        .body())
                .contains("no longer is what was received");
    }

    @Test
    void theDatabaseLetsNobodyChangeEvidenceOrItsCustody() throws Exception {
        String incident = planted();
        read(upload("responder", incident, "a.log", null, LOG), 201);
        for (String table : List.of("evidence", "evidence_piece", "evidence_custody")) {
            String column = table.equals("evidence") ? "bytes" : "evidence_id";
            for (String attempt : List.of(
                    "update response.%s set %s = %2$s".formatted(table, column),
                    "delete from response." + table,
                    "truncate response." + table + " cascade")) {
                assertThatThrownBy(() -> jdbc.sql(attempt).update())
                        .as(attempt)
                        .isInstanceOf(DataAccessException.class)
                        .hasStackTraceContaining("append-only");
            }
        }
    }

    @Test
    void whatIsWithdrawnIsGivenToNobodyButStaysKnown() throws Exception {
        String incident = planted();
        long id = read(upload("responder", incident, "a.log", null, LOG), 201)
                .get("id")
                .asLong();
        String file = "/api/v1/incidents/" + incident + "/evidence/" + id;
        assertThat(http.post("responder", file + "/withdrawal", "{\"reason\":\"Mine\"}")
                        .statusCode())
                .isEqualTo(403);
        read(http.post("incident-commander", file + "/withdrawal", "{\"reason\":\" \"}"), 400);
        read(http.post("security-operations-manager", file + "/hold", "{\"reason\":\"For the court\"}"), 200);
        assertThat(http.post("incident-commander", file + "/withdrawal", "{\"reason\":\"Private\"}")
                        .body())
                .contains("release the legal hold first");
        read(http.post("security-operations-manager", file + "/hold", "{\"reason\":\"Again\"}"), 409);
        read(http.post("security-operations-manager", file + "/release", "{\"reason\":\"It is over\"}"), 200);
        assertThat(read(http.post("incident-commander", file + "/withdrawal", "{\"reason\":\"Private\"}"), 200)
                        .get("withdrawn")
                        .asText())
                .isEqualTo("Private");
        read(http.post("incident-commander", file + "/withdrawal", "{\"reason\":\"Again\"}"), 409);

        HttpResponse<byte[]> refused = download("incident-commander", incident, id);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).contains("was withdrawn: Private");
        assertThat(files("responder", incident)
                        .get("items")
                        .get(0)
                        .get("sha256")
                        .asText())
                .hasSize(64);
        assertThat(custody("responder", incident, id).findValuesAsText("event"))
                .containsExactly("RECEIVED", "HELD", "RELEASED", "WITHDRAWN");
    }

    @Test
    void evidenceOfARestrictedIncidentIsItsTeams() throws Exception {
        String incident = planted("tlp:red");
        long id = read(upload("incident-commander", incident, "a.log", null, LOG), 201)
                .get("id")
                .asLong();
        String notes = "/api/v1/incidents/" + incident + "/notes";
        read(http.post("incident-commander", notes, "{\"text\":\"Ours\"}"), 201);
        for (String outside : List.of("responder", "auditor", "administrator", "security-operations-manager")) {
            assertThat(download(outside, incident, id).statusCode()).as(outside).isEqualTo(404);
            assertThat(http.get(outside, notes).statusCode()).as(outside).isEqualTo(404);
            assertThat(http.get(outside, "/api/v1/incidents/" + incident + "/evidence")
                            .statusCode())
                    .as(outside)
                    .isEqualTo(404);
        }
        assertThat(upload("responder", incident, "a.log", null, LOG).statusCode())
                .isEqualTo(404);
        assertThat(download("communications-lead", incident, id).statusCode()).isEqualTo(200);

        String knowing = Newcomer.with(identity, "auditor", "responder");
        read(
                http.post(
                        "incident-commander",
                        "/api/v1/incidents/" + incident + "/need-to-know",
                        "{\"person\":\"%s\",\"reason\":\"Audit\",\"until\":\"%s\"}"
                                .formatted(knowing, clock.instant().plus(Duration.ofDays(2)))),
                200);
        assertThat(download(knowing, incident, id).statusCode()).isEqualTo(200);
        assertThat(http.post(knowing, notes, "{\"text\":\"Mine\"}").statusCode())
                .isEqualTo(403);
        assertThat(upload(knowing, incident, "a.log", null, LOG).statusCode()).isEqualTo(403);
        assertThat(jdbc.sql("select kind from response.audit_event where actor = ? order by id")
                        .param(knowing)
                        .query(String.class)
                        .list())
                .contains("evidence-downloaded")
                .hasSizeGreaterThan(1);
    }

    @Test
    void evidenceOfAMergedIncidentIsFoundWhereTheWorkGoesOn() throws Exception {
        String goesOn = planted();
        String merged = planted();
        long id = read(upload("responder", merged, "a.log", null, LOG), 201)
                .get("id")
                .asLong();
        read(
                http.post(
                        "responder",
                        "/api/v1/incidents/" + merged + "/merge",
                        "{\"into\":\"" + goesOn + "\",\"reason\":\"The same\"}"),
                200);
        assertThat(files("responder", goesOn).get("items").findValuesAsText("incident"))
                .containsExactly(merged);
        assertThat(download("responder", goesOn, id).body()).isEqualTo(LOG);
        assertThat(files("responder", planted()).get("total").asInt()).isZero();
    }

    @Test
    void whoeverOnlyReadsAddsNothing() {
        String incident = planted();
        for (String reader : List.of("executive", "process-owner", "auditor", "administrator")) {
            assertThat(upload(reader, incident, "a.log", null, LOG).statusCode())
                    .as(reader)
                    .isEqualTo(403);
        }
        assertThat(http.get("process-owner", "/api/v1/incidents/" + incident + "/evidence/limits")
                        .body())
                .contains("\"largestFile\":" + LARGEST, "\"pcapng\"");
    }

    private void seed(String incident, int files, long bytes) {
        jdbc.sql("insert into response.evidence (incident_id, file_name, description, kind, bytes, sha256, received_by,"
                        + " received_at) select i.id, 'seed.log', '', 'text', ?, decode(repeat('00', 32), 'hex'), 'tester', now()"
                        + " from response.incident i, generate_series(1, ?) where i.number = ?")
                .param(bytes)
                .param(files)
                .param(incident)
                .update();
    }

    private interface Attempt {
        int at(int i);
    }

    private static List<Integer> together(int times, Attempt attempt) {
        return IntStream.range(0, times)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> attempt.at(i)))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
    }

    /** Nothing that could be made smaller, behind the mark of gzip. */
    private static byte[] large(int bytes) {
        byte[] content = new byte[bytes];
        new Random(7).nextBytes(content);
        content[0] = 0x1f;
        content[1] = (byte) 0x8b;
        content[2] = 8;
        return content;
    }

    private static byte[] zipped(int bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(large(bytes));
        }
        return out.toByteArray();
    }

    private String planted(String... labels) {
        return PlantedIncident.send(http, jdbc, engine, "E" + UUID.randomUUID(), labels)
                .number();
    }

    private HttpResponse<String> upload(
            String person, String incident, String name, @Nullable String description, byte[] content) {
        return upload(person, incident, name, description, BodyPublishers.ofByteArray(content));
    }

    private HttpResponse<String> upload(
            String person, String incident, String name, @Nullable String description, BodyPublisher content) {
        String query = "?fileName=" + URLEncoder.encode(name, StandardCharsets.UTF_8)
                + (description == null ? "" : "&description=" + URLEncoder.encode(description, StandardCharsets.UTF_8));
        return http.send(http.request(person, "/api/v1/incidents/" + incident + "/evidence" + query)
                .header("Content-Type", "application/octet-stream")
                .POST(content));
    }

    private HttpResponse<byte[]> download(String person, String incident, long id) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        http.request(person, "/api/v1/incidents/" + incident + "/evidence/" + id + "/file")
                                .build(),
                        BodyHandlers.ofByteArray());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private JsonNode custody(String person, String incident, long id) throws Exception {
        return read(http.get(person, "/api/v1/incidents/" + incident + "/evidence/" + id + "/custody"), 200);
    }

    private JsonNode files(String person, String incident) throws Exception {
        return read(http.get(person, "/api/v1/incidents/" + incident + "/evidence"), 200);
    }

    private JsonNode read(HttpResponse<String> answer, int status) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return json.readTree(answer.body());
    }
}
