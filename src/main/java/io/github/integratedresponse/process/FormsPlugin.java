package io.github.integratedresponse.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.form.handler.DelegateTaskFormHandler;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.camunda.bpm.engine.impl.persistence.entity.DeploymentEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.task.TaskDefinition;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Gives every user task a name that says what it is about, and its form the handler that turns a submission into a record. */
@Component
class FormsPlugin extends AbstractProcessEnginePlugin {

    private final ObjectProvider<FormSubmission> submission;
    private final ObjectMapper json;

    /** The handlers reach modules that need the engine, so they are looked up only when a diagram is parsed. */
    FormsPlugin(ObjectProvider<FormSubmission> submission, ObjectMapper json) {
        this.submission = submission;
        this.json = json;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl configuration) {
        List<BpmnParseListener> listeners = configuration.getCustomPreBPMNParseListeners();
        listeners = listeners == null ? new ArrayList<>() : listeners;
        listeners.add(new FormsParseListener());
        configuration.setCustomPreBPMNParseListeners(listeners);
        List<CommandInterceptor> interceptors = configuration.getCustomPreCommandInterceptorsTxRequired();
        interceptors = interceptors == null ? new ArrayList<>() : interceptors;
        interceptors.add(new RejectedForms());
        configuration.setCustomPreCommandInterceptorsTxRequired(interceptors);
    }

    private class FormsParseListener extends AbstractBpmnParseListener {

        @Override
        public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
            TaskDefinition task = ((UserTaskActivityBehavior) activity.getActivityBehavior()).getTaskDefinition();
            task.addTaskListener(TaskListener.EVENTNAME_CREATE, new SaysWhatItIsAbout());
            Expression formRef = task.getCamundaFormDefinitionKey();
            if (formRef == null) {
                return;
            }
            String formId = formRef.getExpressionText();
            FormSubmission forms = submission.getObject();
            // the wrapper lets the handler act for the platform: the person's permissions end at the task itself
            DeploymentEntity deployment = new DeploymentEntity();
            deployment.setId(((ProcessDefinitionEntity) activity.getProcessDefinition()).getDeploymentId());
            task.setTaskFormHandler(new DelegateTaskFormHandler(
                    new RecordTaskFormHandler(task.getTaskFormHandler(), formId, forms, json), deployment));
            task.addTaskListener(TaskListener.EVENTNAME_COMPLETE, new FormCompletion(formId, forms));
        }
    }
}
