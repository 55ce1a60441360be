package io.github.integratedresponse.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hunt looks for. Of the signals, those match that fit finding type, techniques, words and time, as far as each is given. Of the
 * products, those match that belong to one of the divisions and carry one of the tags, as far as each is given.
 *
 * @param techniques ATT&amp;CK techniques; a technique stands for its sub-techniques as well
 * @param words one of them in title, description or a resource is enough, in any case
 * @param from first seen at or after
 * @param to first seen before
 */
record VariantPattern(
        @Nullable String findingType,
        List<String> techniques,
        List<String> words,
        List<String> productTags,
        List<String> divisions,
        Instant from,
        Instant to) {

    boolean asksForSignals() {
        return findingType != null || !techniques.isEmpty() || !words.isEmpty();
    }

    boolean asksForProducts() {
        return !productTags.isEmpty() || !divisions.isEmpty();
    }
}
