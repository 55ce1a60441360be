package io.github.integratedresponse.access;

import java.util.List;

/**
 * A condition for a query over incidents, with its values, to be put behind {@code where} or {@code and}.
 *
 * @param sql a condition that always holds for a row that has no incident
 * @param params one for each {@code ?} in it, in order
 */
public record Visibility(String sql, List<Object> params) {

    static final Visibility EVERYTHING = new Visibility("true", List.of());

    public Object[] values() {
        return params.toArray();
    }
}
