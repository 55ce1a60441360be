package io.github.integratedresponse.incident.duties;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the decision says of one duty.
 *
 * @param countedFrom the duty whose sending this one counts from; until it is sent, from its due date
 * @param latest after awareness; a deadline that begins before that is not put off beyond it
 * @param approver the role that approves what is sent
 * @param source the law or contract
 * @param rule the rule of the decision, by its id
 */
record OwedDuty(
        Duty duty,
        Trigger trigger,
        Deadline deadline,
        @Nullable Duty countedFrom,
        @Nullable Duration latest,
        RecipientsKind recipientsKind,
        String approver,
        String source,
        String rule,
        int decisionVersion) {}
