package io.github.integratedresponse.incident;

import io.github.integratedresponse.process.DecisionTable;
import io.github.integratedresponse.process.DecisionTables;
import io.github.integratedresponse.signal.Signal;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Asks the latest version of the decision {@code correlation}, which process owners keep. */
@Component
class Correlation {

    static final String DECISION = "correlation";

    private static final Logger log = LoggerFactory.getLogger(Correlation.class);

    private final DecisionTables tables;

    Correlation(DecisionTables tables) {
        this.tables = tables;
    }

    /** What a rule can say. */
    enum Action {
        /** Join this incident. */
        ATTACH,
        /** Not this incident; where there is none left, open one. */
        OPEN,
        /** Keep the signal to be looked for, and nothing else. */
        KEEP
    }

    /**
     * What a signal is compared with.
     *
     * @param hours since the incident's latest signal, 0 and more
     * @param raised by how many steps its source rates the signal worse than before
     */
    record Question(Relation relation, long hours, @Nullable Stage stage, int raised) {

        static final Question NONE = new Question(Relation.NONE, 0, null, 0);
    }

    /**
     * @param rule in words for people
     * @param version of the decision, 0 when it is not deployed
     * @param sound whether a rule said so; otherwise the words say what is wrong with the table, and the signal must not be lost by it
     */
    record Ruling(Action action, String rule, int version, boolean sound) {

        Ruling nothingToAttachTo() {
            return broken("the decision correlation says attach, where there is nothing to attach to", version);
        }

        private static Ruling broken(String why, int version) {
            return new Ruling(Action.OPEN, why, version, false);
        }
    }

    /** @return the version that is the latest now, to be asked for several signals */
    Rules rules() {
        return new Rules(tables.latest(DECISION));
    }

    static final class Rules {

        private final Optional<DecisionTable> table;

        private Rules(Optional<DecisionTable> table) {
            this.table = table;
        }

        Ruling ask(Question question, Signal signal) {
            return table.map(asked -> ask(asked, question, signal))
                    .orElseGet(() -> Ruling.broken("the decision correlation is not deployed", 0));
        }

        private static Ruling ask(DecisionTable table, Question question, Signal signal) {
            try {
                return table.ask(Map.of(
                                "relation", question.relation().words(),
                                "hours", (int) Math.min(question.hours(), Integer.MAX_VALUE),
                                "severity", signal.severityId(),
                                "raised", question.raised(),
                                "closed", signal.closed(),
                                "findingType", signal.findingType(),
                                "source", signal.source(),
                                "stage",
                                        question.stage() == null
                                                ? "NONE"
                                                : question.stage().name()))
                        .map(answer -> ruling(answer, table.version()))
                        .orElseGet(() -> Ruling.broken("no rule of the decision correlation matches", table.version()));
            } catch (RuntimeException e) {
                log.warn("The decision correlation, version {}, could not be asked", table.version(), e);
                return Ruling.broken("the decision correlation could not be asked", table.version());
            }
        }

        private static Ruling ruling(Map<String, Object> answer, int version) {
            String rule = answer.get("rule") instanceof String words && !words.isBlank()
                    ? words.strip()
                    : "a rule without words";
            return switch (String.valueOf(answer.get("action"))) {
                case "attach" -> new Ruling(Action.ATTACH, rule, version, true);
                case "open" -> new Ruling(Action.OPEN, rule, version, true);
                case "keep" -> new Ruling(Action.KEEP, rule, version, true);
                default -> Ruling.broken(
                        "the decision correlation says \"%s\", which is none of attach, open and keep"
                                .formatted(answer.get("action")),
                        version);
            };
        }
    }
}
