package io.github.integratedresponse.review;

import io.github.integratedresponse.incident.Incident;
import io.github.integratedresponse.incident.Incidents;
import io.github.integratedresponse.process.Problems;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Points out words of a review that name a person or lay blame. A review that blames learns nothing, because people stop telling what
 * happened (Allspaw, "Blameless PostMortems and a Just Culture", 2012; Site Reliability Engineering, chapter 15).
 */
@Component
class BlamelessWording {

    private static final Pattern BLAME = Pattern.compile(
            "\\b(to blame|blam(?:e|es|ed|ing)|at fault|(?:his|her|their|whose) (?:own )?fault|fault of|guilty|culprit"
                    + "|careless(?:ly|ness)?|negligen(?:t|tly|ce)|incompeten(?:t|ce)|reckless(?:ly|ness)?|sloppy|lazy|stupid"
                    + "|irresponsible|human error|operator error|user error|should have known|did(?: not|n.t) bother)\\b",
            Pattern.CASE_INSENSITIVE);

    private final Incidents incidents;
    private final Reviews reviews;

    BlamelessWording(Incidents incidents, Reviews reviews) {
        this.incidents = incidents;
        this.reviews = reviews;
    }

    /** @return names by which the people of the incident and of its review may be called */
    Set<String> namesOf(Review review) {
        Set<String> names = new LinkedHashSet<>();
        reviews.attendees(review.id()).forEach(attendee -> addWithParts(attendee.name(), names));
        Incident incident = incidents.byId(review.incidentId());
        addWithParts(incident.commander(), names);
        addWithParts(incident.communicationsLead(), names);
        // an owner may be a team, whose words are everybody's: only the whole name counts
        incidents.affectedProducts(incident.id()).forEach(product -> names.add(product.owner()));
        return names;
    }

    private static void addWithParts(@Nullable String name, Set<String> names) {
        if (name == null) {
            return;
        }
        names.add(name);
        for (String part : name.split("\\s+")) {
            if (part.length() > 3 && Character.isUpperCase(part.charAt(0))) {
                names.add(part);
            }
        }
    }

    /** Adds a problem for each name and each blaming phrase in the text. */
    void check(String field, @Nullable String text, Collection<String> names, Problems problems) {
        if (text == null) {
            return;
        }
        Set<String> found = new LinkedHashSet<>();
        BLAME.matcher(text).results().forEach(match -> found.add(match.group()));
        for (String phrase : found) {
            problems.add(
                    field, "\"" + phrase + "\" lays blame; say what the system allowed, or why it made sense then");
        }
        List<String> named = names.stream().filter(name -> contains(text, name)).toList();
        for (String name : named) {
            // the whole name says it already
            if (named.stream().noneMatch(other -> !other.equals(name) && other.contains(name))) {
                problems.add(field, "\"" + name + "\" names a person; name the role instead");
            }
        }
    }

    private static boolean contains(String text, String name) {
        Matcher matcher = Pattern.compile("(?<![\\p{L}\\p{N}-])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}-])")
                .matcher(text);
        return matcher.find();
    }
}
