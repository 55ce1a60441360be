package io.github.integratedresponse.sla;

import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Carries a new version of {@code sla-policy} to the open clocks that it promises something else. */
@Component
class PolicyChange {

    private final ClockRecords records;
    private final Clocks clocks;
    private final Policies policies;
    private final Rescheduling rescheduling;

    PolicyChange(ClockRecords records, Clocks clocks, Policies policies, Rescheduling rescheduling) {
        this.records = records;
        this.clocks = clocks;
        this.policies = policies;
        this.rescheduling = rescheduling;
    }

    /**
     * Must run inside a command of the engine.
     *
     * @param after the last clock that was looked at before
     * @param looked how many to look at, at most
     * @param moved how many to move, at most
     * @return the last clock that was looked at now; empty when there is none left
     */
    OptionalLong follow(long after, int looked, int moved) {
        List<SlaClock> next = records.openAfter(after, looked);
        int count = 0;
        for (SlaClock open : next) {
            if (count >= moved) {
                return OptionalLong.of(open.id() - 1);
            }
            if (concerned(open) && clocks.retarget(open.id())) {
                rescheduling.everything(open.processInstanceId());
                count++;
            }
        }
        return next.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(next.get(next.size() - 1).id());
    }

    private boolean concerned(SlaClock open) {
        Integer tier = open.about().productTier();
        String region = open.about().region();
        Policy now = policies.of(open.name(), open.severity(), tier, region);
        return policies.ofVersion(open.policyVersion(), open.name(), open.severity(), tier, region)
                .filter(now::promisesAs)
                .isEmpty();
    }
}
