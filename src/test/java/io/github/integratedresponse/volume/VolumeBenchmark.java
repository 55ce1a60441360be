package io.github.integratedresponse.volume;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures what the platform takes in and works off, side by side with what the database and the engine alone can on the same machine
 * and server. Not part of the suite; start it with {@code ./mvnw test -Dtest=VolumeBenchmark}. {@code -Dvolume.parts=1,4} runs some of
 * the parts, {@code -Dvolume.short=true} less of each. A part that fails says so in the table and the others go on; the table is printed
 * and kept in {@code target/volume/table.md}.
 */
class VolumeBenchmark {

    private static final Set<String> WANTED =
            Set.of(System.getProperty("volume.parts", "1,2,3,4,5,6").split(","));

    @TempDir
    Path folder;

    @Test
    void whatIsClaimedHolds() throws Exception {
        Report report = new Report(Path.of("target", "volume", "table.md"), Proc.machine());
        for (Part part : parts()) {
            if (WANTED.contains(part.title().substring(0, 1))) {
                report.begin(part.title());
                run(part, report);
            }
        }
        System.out.println(report);
        assertThat(report.missed()).as("goals that were not reached").isEmpty();
    }

    private static List<Part> parts() {
        return List.of(
                new AcceptedPerSecond(),
                new OpenedPerSecond(),
                new WholeLoop(),
                new OpenIncidentsInMemory(),
                new LongImport(),
                new Growth(),
                new StartUp());
    }

    private void run(Part part, Report report) throws InterruptedException {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        long begin = System.nanoTime();
        try (Workbench bench = new Workbench(folder)) {
            Future<?> running = thread.submit(() -> {
                part.measure(bench, report);
                return null;
            });
            try {
                running.get(part.patience().toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                report.failed(e.getCause() == null ? e : e.getCause());
                e.printStackTrace();
            } catch (TimeoutException | CancellationException e) {
                running.cancel(true);
                report.failed(e);
            }
        } finally {
            thread.shutdownNow();
        }
        report.value("time it took", "%d s".formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)));
    }
}
