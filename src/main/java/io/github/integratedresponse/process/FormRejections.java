package io.github.integratedresponse.process;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How often what people submitted was refused, by form: a form that is refused often asks badly. */
class FormRejections {

    private final Map<String, Counter> counts;

    FormRejections(Collection<String> forms, MeterRegistry registry) {
        this.counts = forms.stream().collect(Collectors.toUnmodifiableMap(Function.identity(), form -> Counter.builder(
                        "response.form.rejections")
                .description("Submissions of a form that were refused")
                .tag("form", form)
                .register(registry)));
    }

    void count(String form) {
        Counter count = counts.get(form);
        if (count != null) {
            count.increment();
        }
    }
}
