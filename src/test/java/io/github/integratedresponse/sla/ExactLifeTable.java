package io.github.integratedresponse.sla;

import java.util.List;
import java.util.TreeSet;

/** The estimate of Kaplan and Meier as it stands in textbooks: slow, obvious, without buckets. */
class ExactLifeTable {

    /** @param done whether the work was done at that time, or the clock was only seen to last until then */
    record Life(double time, boolean done) {}

    private final List<Life> lives;

    ExactLifeTable(List<Life> lives) {
        this.lives = lives;
    }

    double survival(double time) {
        double survival = 1;
        TreeSet<Double> times = new TreeSet<>();
        lives.stream().filter(Life::done).map(Life::time).forEach(times::add);
        for (double at : times) {
            if (at <= time) {
                double atRisk = lives.stream().filter(life -> life.time() >= at).count();
                double done = lives.stream()
                        .filter(life -> life.done() && life.time() == at)
                        .count();
                survival *= 1 - done / atRisk;
            }
        }
        return survival;
    }
}
