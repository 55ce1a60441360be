package io.github.integratedresponse.process;

import java.util.List;

/** How many rows an import added, changed, and found as they were. */
public record ImportCounts(int created, int updated, int unchanged) {

    /**
     * @param written for each row that was written whether it is new; PostgreSQL says so of an upsert as {@code xmax = 0}
     * @param rows how many were imported
     */
    public static ImportCounts of(List<Boolean> written, int rows) {
        int created = (int) written.stream().filter(isNew -> isNew).count();
        return new ImportCounts(created, written.size() - created, rows - written.size());
    }
}
