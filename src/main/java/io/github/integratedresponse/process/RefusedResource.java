package io.github.integratedresponse.process;

import java.util.List;
import org.camunda.bpm.engine.Problem;

/** What is wrong with one place of a file that somebody wants to deploy, in the engine's own terms. */
record RefusedResource(String message, int line, int column, String mainElementId) implements Problem {

    RefusedResource(String message) {
        this(message, 0, 0, "");
    }

    @Override
    public String getMessage() {
        return message;
    }

    @Override
    public int getLine() {
        return line;
    }

    @Override
    public int getColumn() {
        return column;
    }

    @Override
    public String getMainElementId() {
        return mainElementId;
    }

    @Override
    public List<String> getElementIds() {
        return mainElementId.isEmpty() ? List.of() : List.of(mainElementId);
    }
}
