package io.github.integratedresponse.signal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Ids of signals as a short text, such as {@code 7-9,12}. */
final class Ranges {

    private Ranges() {}

    /** @return as many texts as are needed for none to be longer than {@code longest} characters, each with {@code most} ids at most */
    static List<String> write(Collection<Long> ids, int longest, int most) {
        List<String> texts = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int held = 0;
        long[] sorted =
                ids.stream().mapToLong(Long::longValue).sorted().distinct().toArray();
        for (int i = 0; i < sorted.length; ) {
            int last = i;
            while (last + 1 < sorted.length && sorted[last + 1] == sorted[last] + 1 && last - i + 1 < most - held) {
                last++;
            }
            String range = last == i ? String.valueOf(sorted[i]) : sorted[i] + "-" + sorted[last];
            if (!text.isEmpty() && text.length() + 1 + range.length() > longest) {
                texts.add(text.toString());
                text.setLength(0);
                held = 0;
                continue;
            }
            text.append(text.isEmpty() ? "" : ",").append(range);
            held += last - i + 1;
            i = last + 1;
            if (held == most) {
                texts.add(text.toString());
                text.setLength(0);
                held = 0;
            }
        }
        if (!text.isEmpty()) {
            texts.add(text.toString());
        }
        return texts;
    }

    /** @return a text as long as there are many of them, whether or not they follow each other */
    static String singly(Collection<Long> ids) {
        return ids.stream().distinct().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** @return the ids, in the order of the text */
    static List<Long> read(String text) {
        List<Long> ids = new ArrayList<>();
        for (String range : text.split(",")) {
            int dash = range.indexOf('-');
            long first = Long.parseLong(dash < 0 ? range : range.substring(0, dash));
            long last = dash < 0 ? first : Long.parseLong(range.substring(dash + 1));
            for (long id = first; id <= last; id++) {
                ids.add(id);
            }
        }
        return ids;
    }
}
