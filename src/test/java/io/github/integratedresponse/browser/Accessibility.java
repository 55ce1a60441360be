package io.github.integratedresponse.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What keeps people with a keyboard, a screen reader or weak eyes from using a page, as far as axe-core finds it: WCAG 2.2, levels A and
 * AA. Findings that are serious or critical fail, but for the few in Camunda's own markup that no setting of its pages reaches.
 */
final class Accessibility {

    private static final List<String> WCAG = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    private static final Set<String> HEAVY = Set.of("serious", "critical");

    /** What is left to Camunda, with the reason; keep it short. */
    private static final List<Left> LEFT_TO_CAMUNDA = List.of();

    private Accessibility() {}

    /** Looks at the whole page. */
    static void check(Page page, String where) {
        check(page, where, "html");
    }

    /** Looks at a part of the page. */
    static void check(Page page, String where, String selector) {
        List<String> found = violations(page, selector);
        // controls that Cockpit and Tasklist draw without a name get theirs a moment later, see look/names.js
        for (int again = 0; again < 6 && !found.isEmpty(); again++) {
            page.waitForTimeout(500);
            found = violations(page, selector);
        }
        assertThat(found).as("accessibility of %s", where).isEmpty();
    }

    private static List<String> violations(Page page, String selector) {
        List<Rule> rules = new AxeBuilder(page)
                .options(new WithinThePolicy())
                .withTags(WCAG)
                .include(selector)
                .setLegacyMode(true)
                .analyze()
                .getViolations();
        List<String> found = new ArrayList<>();
        for (Rule rule : rules) {
            for (CheckedNode node : rule.getNodes()) {
                String target = String.valueOf(node.getTarget());
                if (HEAVY.contains(rule.getImpact())
                        && LEFT_TO_CAMUNDA.stream().noneMatch(left -> left.covers(page, rule.getId(), node))) {
                    found.add("%s (%s): %s%n  %s%n  %s"
                            .formatted(
                                    rule.getId(), rule.getImpact(), target, node.getHtml(), node.getFailureSummary()));
                }
            }
        }
        return found;
    }

    /** axe-core would write the style sheets that others import into the page, which our pages forbid. */
    private static final class WithinThePolicy extends AxeRunOptions {

        @JsonProperty
        boolean preload() {
            return false;
        }
    }

    /**
     * @param rule the id of axe-core's rule
     * @param selector the element, or one around it
     * @param why what keeps us from mending it
     */
    private record Left(String rule, String selector, String why) {

        boolean covers(Page page, String found, CheckedNode node) {
            return rule.equals(found)
                    && node.getTarget() instanceof List<?> path
                    && !path.isEmpty()
                    && Boolean.TRUE.equals(page.locator(String.valueOf(path.get(path.size() - 1)))
                            .first()
                            .evaluate("(element, selector) => element.closest(selector) !== null", selector));
        }
    }
}
