package io.github.integratedresponse.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a refused field is called for the person who filled in the form. */
class FormLabelsTest {

    private final FormLabels labels = FormLabels.of(
            """
            {"components": [
              {"type": "text", "text": "Read this"},
              {"type": "textfield", "key": "reason", "label": "Why this severity"},
              {"type": "group", "label": "What is affected", "components": [
                {"type": "datetime", "key": "sentAt", "dateLabel": "When was it sent?"}]},
              {"type": "dynamiclist", "path": "whys", "label": "Whys", "components": [
                {"type": "textfield", "key": "reason", "label": "Because"}]}]}"""
                    .getBytes(StandardCharsets.UTF_8),
            new ObjectMapper());

    @Test
    void aFieldIsCalledByItsLabel() {
        assertThat(labels.worded(new Problem("reason", "must be given"))).isEqualTo("Why this severity: must be given");
    }

    @Test
    void aGroupIsNoPartOfAName() {
        assertThat(labels.worded(new Problem("sentAt", "say when"))).isEqualTo("When was it sent? say when");
    }

    @Test
    void aRowOfAListIsCounted() {
        assertThat(labels.worded(new Problem("whys[2].reason", "must be given")))
                .isEqualTo("Whys 2, Because: must be given");
        assertThat(labels.worded(new Problem("whys", "must hold one"))).isEqualTo("Whys: must hold one");
    }

    @Test
    void whatIsNotOnTheFormKeepsItsOwnName() {
        assertThat(labels.worded(new Problem("pendingSignals", "still wait"))).isEqualTo("pendingSignals: still wait");
        assertThat(FormLabels.of(new byte[0], new ObjectMapper()).worded(new Problem("whys[1].reason", "is missing")))
                .isEqualTo("whys 1, reason: is missing");
    }
}
