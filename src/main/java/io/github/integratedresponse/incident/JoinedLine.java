package io.github.integratedresponse.incident;

import io.github.integratedresponse.signal.Signal;
import java.util.List;
import java.util.stream.Collectors;

/** Says on the timeline which signals came to an incident, and why: one line for those that come together. */
final class JoinedLine {

    private static final int MOST_RULES = 3;

    private JoinedLine() {}

    /** What opened an incident has a line of its own; so has the reason, where that is a table that failed. */
    static boolean worthALine(Joining.Join join) {
        return join.running() != null
                || join.signals().size() > 1
                || join.rulings().stream().anyMatch(ruling -> !ruling.sound());
    }

    static Timeline.Entry of(Joining.Join join) {
        boolean opened = join.running() == null;
        List<Signal> signals = opened ? join.signals().subList(1, join.signals().size()) : join.signals();
        String rules = join.rulings().stream()
                .filter(ruling -> !opened || !ruling.sound() || ruling.action() == Correlation.Action.ATTACH)
                .map(Correlation.Ruling::rule)
                .distinct()
                .limit(MOST_RULES)
                .collect(Collectors.joining("; "));
        return new Timeline.Entry(
                join.incidentId(),
                "signal",
                PlaceSignal.ACTOR,
                signals.isEmpty() ? "Opened because " + rules : came(signals) + " (" + rules + ")");
    }

    private static String came(List<Signal> signals) {
        Signal latest = signals.get(signals.size() - 1);
        long others = signals.stream().map(Signal::source).distinct().count() - 1;
        String sources = latest.source()
                + (others == 0 ? "" : others == 1 ? " and another source" : " and %d other sources".formatted(others));
        return signals.size() == 1
                ? "Related signal from %s: %s".formatted(sources, latest.title())
                : "%d related signals from %s, the latest: %s".formatted(signals.size(), sources, latest.title());
    }
}
