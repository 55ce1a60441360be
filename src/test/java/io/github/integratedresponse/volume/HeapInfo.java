package io.github.integratedresponse.volume;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a running virtual machine says of its heap. */
final class HeapInfo {

    private static final Pattern USED = Pattern.compile("used (\\d+)K");
    private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+(\\d+)\\s+(\\d+)");

    private final JavaProgram program;

    HeapInfo(JavaProgram program) {
        this.program = program;
    }

    /** Megabytes of the objects that are reachable. */
    double live() throws Exception {
        // counts what lives, after a full collection
        Matcher total = TOTAL.matcher(program.ask("GC.class_histogram"));
        if (!total.find()) {
            throw new IllegalStateException("The virtual machine says nothing of its objects");
        }
        return Double.parseDouble(total.group(2)) / 1024 / 1024;
    }

    /** Megabytes that are in use, garbage among them. */
    double used() throws Exception {
        Matcher used = USED.matcher(program.ask("GC.heap_info"));
        return used.find() ? Double.parseDouble(used.group(1)) / 1024 : Double.NaN;
    }
}
