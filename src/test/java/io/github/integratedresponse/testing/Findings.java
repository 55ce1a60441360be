package io.github.integratedresponse.testing;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * Findings of which it is known beforehand which make one incident: all of one type on one resource. They come in turn, so that
 * neighbours belong to different ones.
 *
 * @param source that reports them, which nothing else does
 * @param types how many kinds of things were found
 * @param resources on how many resources each
 * @param each how many findings of each type on each resource
 */
public record Findings(String source, int types, int resources, int each) {

    /** When the first was seen: 2026-01-01T10:00:00Z. */
    private static final long FIRST = 1_767_261_600_000L;

    public static Findings of(String name, int types, int resources, int each) {
        return new Findings(name + "-" + UUID.randomUUID().toString().substring(0, 8), types, resources, each);
    }

    public int count() {
        return incidents() * each;
    }

    public int incidents() {
        return types * resources;
    }

    /** As OCSF, each on one line. */
    public List<String> all() {
        return IntStream.range(0, count()).mapToObj(this::finding).toList();
    }

    /** @param n from 0 */
    public String finding(int n) {
        int incident = n % incidents();
        int type = incident % types;
        return ("{\"class_uid\": 2004, \"activity_id\": 1, \"time\": %d, \"severity_id\": 3,"
                        + " \"metadata\": {\"version\": \"1.1.0\", \"product\": {\"name\": \"%s\"}},"
                        + " \"finding_info\": {\"uid\": \"%s\", \"title\": \"Odd sign-in\", \"types\": [\"%s type %d\"]},"
                        + " \"resources\": [{\"uid\": \"%s-account-%d\", \"type\": \"Account\"}]}")
                .formatted(FIRST + n, source, externalId(n), source, type, source, incident / types);
    }

    public String externalId(int n) {
        return source + "-" + n;
    }
}
