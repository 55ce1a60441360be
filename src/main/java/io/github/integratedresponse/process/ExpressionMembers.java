package io.github.integratedresponse.process;

import java.util.Set;

/** What expressions may ask of the execution or task they run in. */
final class ExpressionMembers {

    static final Set<String> ENGINE = Set.of("execution", "task");
    static final Set<String> PROPERTIES =
            Set.of("id", "businessKey", "processBusinessKey", "processInstanceId", "currentActivityId");
    static final Set<String> METHODS = Set.of(
            "getId",
            "getBusinessKey",
            "getProcessBusinessKey",
            "getProcessInstanceId",
            "getCurrentActivityId",
            "getVariable",
            "hasVariable",
            "getVariableLocal",
            "hasVariableLocal");

    private ExpressionMembers() {}
}
