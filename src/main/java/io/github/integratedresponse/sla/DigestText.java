package io.github.integratedresponse.sla;

import io.github.integratedresponse.access.Restrictions;
import io.github.integratedresponse.notification.Channel;
import io.github.integratedresponse.notification.ForeignText;
import io.github.integratedresponse.notification.NewMessage;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words the mail that tells a person of promises: one as if it came alone, many as a list with the worst first. */
@Component
class DigestText {

    /** More than anybody reads in a mail; the task list has them all. */
    static final int MOST_LINES = 40;

    /** What a mail about several pieces of work belongs to. */
    static final String SEVERAL = "promises";

    private final Restrictions restrictions;
    private final Clock clock;

    DigestText(Restrictions restrictions, Clock clock) {
        this.restrictions = restrictions;
        this.clock = clock;
    }

    /** @param toTell what there is to tell, the worst first */
    NewMessage of(String key, String address, List<Reminder> toTell) {
        List<Told> promises = promises(toTell);
        Map<String, String> codeNames = restrictions.codeNamesByKey(about(toTell));
        Instant now = clock.instant();
        return new NewMessage(
                key,
                about(toTell).size() == 1 ? toTell.get(0).businessKey() : SEVERAL,
                Channel.MAIL,
                List.of(address),
                promises.size() == 1 ? promises.get(0).subject(codeNames, now) : heading(promises, now),
                promises.size() == 1 ? promises.get(0).body() : list(promises, codeNames, now));
    }

    /** @return the pieces of work that it tells of */
    static Set<String> about(List<Reminder> toTell) {
        return toTell.stream().map(Reminder::businessKey).collect(Collectors.toSet());
    }

    /** Somebody may both have the work and the role that it was escalated to; they read of it once. */
    private static List<Told> promises(List<Reminder> toTell) {
        Map<Long, Told> promises = new LinkedHashMap<>();
        toTell.forEach(one -> promises.merge(
                one.clockId(),
                Told.of(one),
                (before, also) -> new Told(
                        before.work() == null ? also.work() : before.work(),
                        before.role() == null ? also.role() : before.role())));
        return List.copyOf(promises.values());
    }

    private static String heading(List<Told> promises, Instant now) {
        long overdue = promises.stream().filter(one -> one.any().overdue(now)).count();
        return "%d promises wait for you, %s overdue"
                .formatted(promises.size(), overdue == promises.size() ? "all" : overdue == 0 ? "none" : overdue + "");
    }

    private static String list(List<Told> promises, Map<String, String> codeNames, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(heading(promises, now) + ". The worst first:\n");
        promises.stream().limit(MOST_LINES).forEach(one -> lines.add("- " + one.line(codeNames, now)));
        if (promises.size() > MOST_LINES) {
            lines.add("- and %d more".formatted(promises.size() - MOST_LINES));
        }
        lines.add("\nYou find the tasks in Tasklist.");
        return String.join("\n", lines);
    }

    /**
     * One promise, told to one person.
     *
     * @param work the work under it that is theirs
     * @param role that it came to a role of theirs
     */
    private record Told(@Nullable Reminder work, @Nullable Reminder role) {

        static Told of(Reminder reminder) {
            return reminder.role() == null ? new Told(reminder, null) : new Told(null, reminder);
        }

        Reminder any() {
            return work != null ? work : java.util.Objects.requireNonNull(role);
        }

        String subject(Map<String, String> codeNames, Instant now) {
            return role != null
                    ? "%s: the promise %s is broken".formatted(name(codeNames), any().clockName())
                    : "%s: %s is %s".formatted(name(codeNames), task(), any().overdue(now) ? "overdue" : "soon due");
        }

        String body() {
            Reminder any = any();
            if (role == null) {
                return "%s\n\nPromise: %s, due %s.\nYou find the task in Tasklist."
                        .formatted(task(), any.clockName(), any.dueAt());
            }
            String escalated = "It was due %s and is escalated to the role %s.\nAcknowledge it in Tasklist."
                    .formatted(any.dueAt(), role.role());
            return work == null ? escalated : escalated + "\n\nYou may take the task itself as well: " + task() + ".";
        }

        String line(Map<String, String> codeNames, Instant now) {
            Reminder any = any();
            return "%s: %s%s %s (%s%s)%s"
                    .formatted(
                            name(codeNames),
                            work == null ? "" : task() + ", ",
                            any.overdue(now) ? "overdue since" : "due",
                            any.dueAt(),
                            any.clockName(),
                            any.severity() == null ? "" : ", " + any.severity(),
                            role == null ? "" : "; escalated to the role " + role.role() + ", acknowledge it");
        }

        private String name(Map<String, String> codeNames) {
            return codeNames.getOrDefault(any().businessKey(), any().businessKey());
        }

        /** It says what the task is about, in words that may have come from outside. */
        private String task() {
            return ForeignText.withoutLinks(any().taskName());
        }
    }
}
