package io.github.integratedresponse.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that a task is about, for people to read.
 *
 * @param kind such as {@code Repair item}
 * @param number such as {@code REP-2026-000001}; null where it has none
 */
public record Subject(String kind, @Nullable String number, String title, List<Fact> facts) {

    public Subject {
        facts = List.copyOf(facts);
    }

    public Subject(String kind, @Nullable String number, String title) {
        this(kind, number, title, List.of());
    }

    /** One thing that is known: a text or a moment. */
    public record Fact(String label, @Nullable String text, @Nullable Instant at) {}

    /** The same with another fact; left out where nothing is known. */
    public Subject with(String label, @Nullable String text) {
        return text == null || text.isBlank() ? this : with(new Fact(label, text, null));
    }

    /** The same with another fact; left out where nothing is known. */
    public Subject with(String label, @Nullable Instant at) {
        return at == null ? this : with(new Fact(label, null, at));
    }

    /** The same with a state or kind, in words. */
    public Subject with(String label, @Nullable Enum<?> constant) {
        return constant == null ? this : with(label, Shown.words(constant));
    }

    private Subject with(Fact fact) {
        List<Fact> all = new ArrayList<>(facts);
        all.add(fact);
        return new Subject(kind, number, title, all);
    }
}
