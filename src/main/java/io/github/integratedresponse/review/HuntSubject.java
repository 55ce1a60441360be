package io.github.integratedresponse.review;

import io.github.integratedresponse.process.Subject;
import io.github.integratedresponse.process.TaskSubject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Tells of the hunt for variants that a task is a part of. */
@Component
@Order(30)
class HuntSubject implements TaskSubject {

    private final VariantHunts hunts;

    HuntSubject(VariantHunts hunts) {
        this.hunts = hunts;
    }

    @Override
    public Optional<Subject> of(Map<String, Object> scalars) {
        return TaskSubject.number(scalars, "huntId").map(hunts::byId).map(hunt -> new Subject(
                        "Variant hunt", null, hunt.title())
                .with("State", hunt.state())
                .with("Signals searched", counted(hunt.signalsSearched()))
                .with("Products searched", counted(hunt.productsSearched()))
                .with("Can't be searched here", hunt.notSearchable()));
    }

    private static String counted(@Nullable Long number) {
        return number == null ? "" : number.toString();
    }
}
