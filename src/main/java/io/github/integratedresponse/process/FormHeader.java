package io.github.integratedresponse.process;

import java.util.Map;

/** Adds to every form what the person must see whatever the task is, such as the incident it belongs to. */
public interface FormHeader {

    /** @return what to show, by field key; empty where this header has nothing to say of the task */
    Map<String, Object> of(TaskContext task);
}
