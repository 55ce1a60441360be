package io.github.integratedresponse.volume;

import java.time.Duration;

/** One question of the benchmark. It starts what it needs, measures, and writes its lines. */
interface Part {

    String title();

    /** After this it is given up, and the others go on. */
    Duration patience();

    void measure(Workbench bench, Report report) throws Exception;
}
