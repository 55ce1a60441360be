package io.github.integratedresponse.signal.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a pattern of STIX looks for by its exact value: {@code [ipv4-addr:value = '198.51.100.7']} and lists of such values. A pattern is
 * read from left to right, once; what it excludes, compares in any other way or gets wrong is left out.
 */
final class StixPattern {

    private static final int MOST = 500;

    /**
     * @param type of the object, such as {@code file}
     * @param property of it, such as {@code hashes.SHA-256}
     */
    record Comparison(String type, String property, String value) {}

    private final String pattern;
    private final List<Comparison> found = new ArrayList<>();
    private int at;
    private String path = "";
    private boolean negated;
    private boolean equal;

    private StixPattern(String pattern) {
        this.pattern = pattern;
    }

    static List<Comparison> comparisons(String pattern) {
        StixPattern reading = new StixPattern(pattern);
        while (reading.at < pattern.length() && reading.found.size() < MOST) {
            reading.next();
        }
        return reading.found;
    }

    private void next() {
        char c = pattern.charAt(at);
        if (c == '\'') {
            String value = literal();
            int colon = path.indexOf(':');
            if (equal && colon > 0) {
                found.add(new Comparison(path.substring(0, colon), path.substring(colon + 1), value));
            }
        } else if (isOfAWord(c)) {
            word();
        } else {
            if (c == '!' || c == '<' || c == '>') {
                equal = false;
                negated = true;
            } else if (c == '=') {
                equal = !negated;
            }
            at++;
        }
    }

    /** A path, a keyword or a number. */
    private void word() {
        StringBuilder word = new StringBuilder();
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c == '\'' && !word.isEmpty() && word.charAt(word.length() - 1) == '.') {
                word.append(literal());
            } else if (c == '[' && word.indexOf(":") > 0) {
                int end = pattern.indexOf(']', at);
                at = end < 0 ? pattern.length() : end + 1;
            } else if (isOfAWord(c)) {
                word.append(c);
                at++;
            } else {
                break;
            }
        }
        String text = word.toString();
        if (text.indexOf(':') > 0) {
            path = text;
            negated = false;
            equal = false;
        } else if (text.equalsIgnoreCase("NOT")) {
            negated = true;
        } else {
            equal = text.toUpperCase(Locale.ROOT).equals("IN") && !negated;
        }
    }

    private String literal() {
        StringBuilder text = new StringBuilder();
        at++;
        while (at < pattern.length() && pattern.charAt(at) != '\'') {
            if (pattern.charAt(at) == '\\' && at + 1 < pattern.length()) {
                at++;
            }
            text.append(pattern.charAt(at));
            at++;
        }
        at++;
        return text.toString();
    }

    private static boolean isOfAWord(char c) {
        return Character.isLetterOrDigit(c) || c == ':' || c == '.' || c == '-' || c == '_' || c == '*';
    }
}
