package io.github.integratedresponse.process;

/**
 * One thing that is wrong with an input, in words for the person who gave it.
 *
 * @param field the name of the field as the form or the API spells it; nested as {@code whys[2].evidence}
 * @param message what is wrong and what would be right
 */
public record Problem(String field, String message) {

    @Override
    public String toString() {
        return field + ": " + message;
    }
}
