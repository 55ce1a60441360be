package io.github.integratedresponse.sla;

import io.github.integratedresponse.process.Diagram;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Gives every element of a diagram the clock that it declares by {@code <camunda:property name="sla" value="acknowledge"/>}, and lets
 * clocks stand still while an element is active that declares {@code sla.pause}.
 */
@Component
class ClockPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<Clocks> clocks;
    private final ObjectProvider<Pausing> pausing;

    /** The clocks reach the engine, so they are looked up only when a diagram is parsed. */
    ClockPlugin(ObjectProvider<Clocks> clocks, ObjectProvider<Pausing> pausing) {
        this.clocks = clocks;
        this.pausing = pausing;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
        listeners = listeners == null ? new ArrayList<>() : listeners;
        listeners.add(new ClockParseListener(configuration));
        configuration.setCustomPreBPMNParseListeners(listeners);
    }

    private class ClockParseListener extends AbstractBpmnParseListener {

        private final ProcessEngineConfigurationImpl configuration;

        ClockParseListener(ProcessEngineConfigurationImpl configuration) {
            this.configuration = configuration;
        }

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseSubProcess(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseTransaction(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseReceiveTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseSendTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseScriptTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        @Override
        public void parseStartEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
            String clock = Diagram.property(element, "sla");
            if (clock != null) {
                DeclaredClock declared = declared(clock, element);
                activity.addBuiltInListener(
                        ExecutionListener.EVENTNAME_START, new MeasureListener(declared, clocks.getObject()));
            }
        }

        @Override
        public void parseIntermediateCatchEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
            declare(element, activity);
        }

        private void declare(Element element, ActivityImpl activity) {
            String clock = Diagram.property(element, "sla");
            if (clock != null) {
                DeclaredClock declared = declared(clock, element);
                declared.keepIn(activity);
                listen(activity, new ClockListener(declared, clocks.getObject()));
            }
            Expression reason = expression(element, "sla.pause");
            if (reason != null) {
                listen(
                        activity,
                        new PauseListener(
                                new DeclaredPause(
                                        reason,
                                        names(Diagram.property(element, "sla.pause.clocks")),
                                        expression(element, "sla.pause.approver")),
                                pausing.getObject()));
            }
        }

        private DeclaredClock declared(String clock, Element element) {
            return new DeclaredClock(clock, expression(element, "sla.since"), expression(element, "sla.of"));
        }

        private void listen(ActivityImpl activity, ExecutionListener listener) {
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, listener);
            activity.addBuiltInListener(ExecutionListener.EVENTNAME_END, listener);
        }

        private @Nullable Expression expression(Element element, String property) {
            String text = Diagram.property(element, property);
            return text == null ? null : configuration.getExpressionManager().createExpression(text);
        }
    }

    /** @return the names in a list with commas between them */
    static Set<String> names(@Nullable String list) {
        return list == null
                ? Set.of()
                : Stream.of(list.split(","))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet());
    }
}
