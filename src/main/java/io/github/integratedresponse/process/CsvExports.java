package io.github.integratedresponse.process;

import io.github.integratedresponse.audit.AuditEvent;
import io.github.integratedresponse.audit.AuditLog;
import io.github.integratedresponse.audit.Category;
import java.lang.reflect.RecordComponent;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;

/** Tells the audit log who took a list as a file, and which part of it. */
@Component
public class CsvExports {

    /** How many lines a file has at the most. */
    public static final int MOST = 10_000;

    private final AuditLog log;

    CsvExports(AuditLog log) {
        this.log = log;
    }

    /**
     * @param name of the file, without its ending
     * @param words what its lines are, for those who read the log
     * @param filter what the list was narrowed to: each component by its name, {@code any} where it is null
     */
    public void tell(String name, String words, Record filter, ServletWebRequest exchange) {
        log.append(new AuditEvent(
                Category.EXPORT,
                name + "-exported",
                Objects.requireNonNull(exchange.getRemoteUser()),
                null,
                words + " as CSV, narrowed to "
                        + Stream.of(filter.getClass().getRecordComponents())
                                .map(component -> component.getName() + " " + wanted(filter, component))
                                .collect(Collectors.joining(", "))));
    }

    private static Object wanted(Record filter, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            Object value = component.getAccessor().invoke(filter);
            return value == null ? "any" : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
