package io.github.integratedresponse.process;

import java.util.List;

/** A rule for files that somebody wants to deploy. Whoever reads what stands in them implements it. */
public interface ResourceCheck {

    /**
     * @param name of the file, such as {@code sla-policy.dmn}
     * @return every problem, in words for the process owner who wrote it; none where the file is none of its business
     */
    List<String> problems(String name, byte[] content);
}
