package io.github.integratedresponse.volume;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Part 4, first half: what is live on the heap while so many incidents are open and wait for their first task. */
final class OpenIncidentsInMemory implements Part {

    private static final int FIRST = Sizes.of("memory.first", 1_000, 100);
    private static final int SECOND = Sizes.of("memory.second", 5_000, 300);

    @Override
    public String title() {
        return "4a. Live heap per open incident";
    }

    @Override
    public Duration patience() {
        return Duration.ofMinutes(7);
    }

    @Override
    public void measure(Workbench bench, Report report) throws Exception {
        PlatformUnderTest platform = PlatformUnderTest.start(bench, bench.folder("memory"), List.of());
        HeapInfo heap = new HeapInfo(platform.program());
        Findings findings = new Findings();
        // what is loaded and cached by the first of them is no cost of one
        open(platform, findings, 50);
        List<Double> live = new ArrayList<>();
        live.add(settled(heap));
        open(platform, findings, FIRST);
        live.add(settled(heap));
        open(platform, findings, SECOND - FIRST);
        live.add(settled(heap));
        report.value(
                "live heap, MB, at 50, %,d and %,d open incidents".formatted(FIRST + 50, SECOND + 50),
                "%.1f, %.1f, %.1f".formatted(live.get(0), live.get(1), live.get(2)));
        report.value(
                "live heap per open incident, bytes",
                Spread.of((live.get(2) - live.get(1)) * 1024 * 1024 / (SECOND - FIRST)));
        report.value("resident, MB", Spread.of(Proc.megabytes(platform.program().pid(), "VmRSS")));
    }

    /** Twice, for what the first collection only finds to be unreachable. */
    private static double settled(HeapInfo heap) throws Exception {
        heap.live();
        return heap.live();
    }

    private static void open(PlatformUnderTest platform, Findings findings, int number) throws Exception {
        long incidents = platform.count("select count(*) from response.incident");
        Load.until(
                number / 50,
                2,
                () -> new Sender(platform.client(), Sender.Form.ARRAY, 50, findings::unrelated, new AtomicLong()));
        if (!PlatformUnderTest.within(
                        Duration.ofMinutes(4),
                        () -> platform.count("select count(*) from response.incident") >= incidents + number / 50 * 50)
                || !platform.atRest(Duration.ofMinutes(3))) {
            throw new IllegalStateException("Not all incidents opened in time");
        }
    }
}
