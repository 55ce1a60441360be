package io.github.integratedresponse.process;

import org.springframework.util.unit.DataSize;

/** Requests whose body has a limit of its own, because whoever takes it in reads it piece by piece. */
public interface LongBody {

    /** @param path of the request, as the servlets read it; the pages of the web applications have theirs below {@code /camunda/api} */
    boolean expected(String method, String path);

    DataSize largest();

    /** Whether such a body may come packed ({@code Content-Encoding: gzip}); whoever reads it counts what is unpacked. */
    default boolean packed() {
        return false;
    }
}
