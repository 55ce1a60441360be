package io.github.integratedresponse.review;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Somebody who is invited to a session or was there. */
record SessionPerson(
        @NotBlank(message = "must be given") @Size(max = 200, message = "may be 200 characters long at most")
                String name,
        @Email(message = "must be an e-mail address")
                @Size(max = 320, message = "may be 320 characters long at most")
                @Nullable
                String address) {

    /** @return the people as a list of a form shows them */
    static List<Map<String, String>> shown(List<SessionPerson> people) {
        return people.stream()
                .map(person ->
                        Map.of("name", person.name(), "address", Objects.requireNonNullElse(person.address(), "")))
                .toList();
    }
}
