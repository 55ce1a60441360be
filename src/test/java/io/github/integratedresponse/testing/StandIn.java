package io.github.integratedresponse.testing;

import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;

/** Small diagrams for tests that need any process at all. */
public final class StandIn {

    private StandIn() {}

    /** A process that ends at once. */
    public static BpmnModelInstance of(String processKey) {
        return Bpmn.createExecutableProcess(processKey)
                .name(processKey)
                .camundaHistoryTimeToLiveString("P1D")
                .startEvent("started")
                .name("Started")
                .endEvent("ended")
                .name("Ended")
                .done();
    }
}
