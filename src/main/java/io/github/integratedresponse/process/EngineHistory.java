package io.github.integratedresponse.process;

import org.camunda.bpm.engine.impl.history.event.HistoricVariableUpdateEventEntity;
import org.camunda.bpm.engine.impl.history.handler.DbHistoryEventHandler;

/** The engine's own history, in which a variable stands as it is, and what it was before only when that is asked for. */
class EngineHistory extends DbHistoryEventHandler {

    private final boolean eachChange;

    EngineHistory(boolean eachChange) {
        this.eachChange = eachChange;
    }

    @Override
    protected boolean shouldWriteHistoricDetail(HistoricVariableUpdateEventEntity change) {
        return eachChange && super.shouldWriteHistoricDetail(change);
    }
}
