package io.github.integratedresponse.signal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.integratedresponse.signal.Receipt.Cause;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * What a stream is answered, a line for each finding. While everything was malformed so far nothing is written, for the whole may be no
 * stream of findings, which is for the status to say.
 */
final class Answers {

    static final String TYPE = "application/x-ndjson";

    private static final int MOST_HELD_BACK = 500;

    /** The client does not take its answers any more. */
    static final class HungUp extends IOException {

        private static final long serialVersionUID = 1L;

        HungUp(IOException cause) {
            super(cause);
        }
    }

    /** @param outcomes how many findings came to what */
    private record Summary(long items, long findings, Map<String, Long> outcomes) {}

    private record LastLine(Summary summary) {}

    private final HttpServletResponse response;
    private final ObjectMapper json;
    private final boolean onlyProblems;
    private final List<Receipt> heldBack = new ArrayList<>();
    private final Map<String, Long> outcomes = new TreeMap<>();
    private boolean begun;
    private long items;
    private long findings;

    Answers(HttpServletResponse response, ObjectMapper json, boolean onlyProblems) {
        this.response = response;
        this.json = json;
        this.onlyProblems = onlyProblems;
    }

    /** Whether the client has been told that its stream is taken. */
    boolean begun() {
        return begun;
    }

    /** How many items were answered: the number of the next one. */
    long items() {
        return items;
    }

    /** What is left to say when nothing could be read: everything that was not written. */
    List<Receipt> heldBack() {
        return List.copyOf(heldBack);
    }

    void write(int moreItems, List<Receipt> receipts) throws HungUp {
        items += moreItems;
        findings += receipts.size();
        receipts.forEach(receipt -> outcomes.merge(receipt.disposition(), 1L, Long::sum));
        if (!begun) {
            heldBack.addAll(receipts);
            if (heldBack.size() >= MOST_HELD_BACK
                    || receipts.stream().anyMatch(receipt -> receipt.cause() != Cause.MALFORMED)) {
                begin();
            }
        } else {
            lines(receipts);
        }
    }

    /** Nothing comes just now: the client may wait for its answer before it goes on. */
    void pause() throws HungUp {
        if (!begun && !heldBack.isEmpty()) {
            begin();
        }
    }

    private void begin() throws HungUp {
        begun = true;
        response.setStatus(HttpStatus.ACCEPTED.value());
        response.setContentType(TYPE);
        lines(heldBack);
        heldBack.clear();
    }

    /** @param why the stream ends before its end, or {@code null} */
    void end(@Nullable ProblemDetail why) throws HungUp {
        Summary summary = new Summary(items, findings, outcomes);
        if (!begun) {
            begin();
        }
        if (why == null) {
            flush(List.of(new LastLine(summary)));
        } else {
            why.setProperty("nextItem", items);
            why.setProperty("summary", summary);
            flush(List.of(why));
        }
    }

    private void lines(List<Receipt> receipts) throws HungUp {
        flush(receipts.stream()
                .filter(receipt -> !onlyProblems || receipt.cause() != Cause.NONE)
                .toList());
    }

    private void flush(List<?> lines) throws HungUp {
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (Object line : lines) {
                bytes.writeBytes(json.writeValueAsBytes(line));
                bytes.write('\n');
            }
            bytes.writeTo(response.getOutputStream());
            response.flushBuffer();
        } catch (IOException e) {
            throw new HungUp(e);
        }
    }
}
