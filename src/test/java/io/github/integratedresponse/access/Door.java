package io.github.integratedresponse.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One row of {@code docs/doors.csv}: how to knock, how an open door answers, and to whom it opens.
 *
 * @param request method and path, with names of planted things in braces; {@code TASK process/task} for a kind of task
 * @param open the status with which an open door answers, then what stands in that answer, if that tells; {@code never} for a door
 *     that is shut for good
 * @param cells for nobody and each role
 */
record Door(String name, String request, String open, Map<String, String> cells) {

    static final Path TABLE = Path.of("docs", "doors.csv");
    static final String NOBODY = "nobody";
    static final List<String> VISITORS =
            Stream.concat(Stream.of(NOBODY), Stream.of(Role.ids())).toList();

    static List<Door> all() throws IOException {
        List<String> lines = Files.readAllLines(TABLE);
        List<String> expected = new ArrayList<>(List.of("door", "request", "open"));
        expected.addAll(VISITORS);
        if (!Arrays.asList(lines.get(0).split(",")).equals(expected)) {
            throw new AssertionError("The columns of " + TABLE + " must be " + expected);
        }
        return lines.stream().skip(1).map(Door::read).toList();
    }

    private static Door read(String line) {
        String[] columns = line.split(",", -1);
        if (columns.length != VISITORS.size() + 3) {
            throw new AssertionError(TABLE + " has a row with other columns: " + line);
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < VISITORS.size(); i++) {
            cells.put(VISITORS.get(i), columns[i + 3]);
        }
        return new Door(columns[0], columns[1], columns[2], cells);
    }

    boolean task() {
        return request.startsWith("TASK ");
    }

    String method() {
        return request.substring(0, request.indexOf(' '));
    }

    String path() {
        return request.substring(request.indexOf(' ') + 1);
    }

    /** The path alone, such as a request mapping matches it. */
    String pathWithoutQuery() {
        return path().split("\\?", 2)[0];
    }

    boolean shut() {
        return open.equals("never");
    }

    int status() {
        return Integer.parseInt(open.split(" ", 2)[0]);
    }

    /** What tells that the planted thing is seen; empty where the status alone tells. */
    String sign() {
        return open.contains(" ") ? open.substring(open.indexOf(' ') + 1) : "";
    }

    String line(Map<String, String> found) {
        return name + "," + request + "," + open + "," + String.join(",", found.values());
    }
}
