package io.github.integratedresponse.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyAuditTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    @Test
    void theCommandTellsByItsExitCodeAndNamesTheFirstBadRow() throws IOException {
        try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
            ChainedDatabase.prepare(server);
            ChainedDatabase database = ChainedDatabase.on(server).write(5).seal();
            Anchor anchor = database.anchors.latest();
            String url = "--spring.datasource.url=" + database.url();

            assertThat(run(url)).isEqualTo(VerifyAudit.INTACT);
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("The audit log is intact.", "5 sealed");
            assertThat(run(url, "--anchor-seq=5", "--anchor-hash=" + anchor.hash()))
                    .isEqualTo(VerifyAudit.INTACT);
            assertThat(run(url, "--anchor-seq=9", "--anchor-hash=" + anchor.hash()))
                    .isEqualTo(VerifyAudit.BAD);
            assertThat(run(url, "--anchor-seq=9")).isEqualTo(VerifyAudit.COULD_NOT);

            database.tamper("update response.audit_event set actor = 'mallory' where id = 2");
            assertThat(run(url)).isEqualTo(VerifyAudit.BAD);
            assertThat(printed.toString(StandardCharsets.UTF_8)).contains("NOT INTACT", "seq 2, event 2, CHANGED");
        }
    }

    @Test
    void whereThereIsNoDatabaseTheCommandMakesNone() {
        assertThat(run("--spring.datasource.url=", "--integrated-response.data-dir=" + folder))
                .isEqualTo(VerifyAudit.COULD_NOT);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("There is no database in the folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aServerThatIsNotThereIsNoProofOfAnything() {
        assertThat(run("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/none"))
                .isEqualTo(VerifyAudit.COULD_NOT);
    }

    private int run(String... args) {
        printed.reset();
        String[] all = new String[args.length + 3];
        all[0] = VerifyAudit.COMMAND;
        all[1] = "--spring.datasource.username=postgres";
        all[2] = "--spring.datasource.password=of-its-own-and-long-enough";
        System.arraycopy(args, 0, all, 3, args.length);
        return VerifyAudit.run(new PrintStream(printed, true, StandardCharsets.UTF_8), all);
    }
}
