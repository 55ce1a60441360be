package io.github.integratedresponse.access;

import io.github.integratedresponse.process.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "People", description = "What is not in the administration of the web applications")
@RestController
@RequestMapping(path = "/api/v1/people", produces = MediaType.APPLICATION_JSON_VALUE)
class PersonApi {

    private final People people;
    private final Standings standings;

    PersonApi(People people, Standings standings) {
        this.people = people;
        this.standings = standings;
    }

    @Operation(
            summary = "End all sessions of a person in the web applications",
            description = "At once, on every node. For administrators, and for everybody's own.")
    @DeleteMapping("/{id}/sessions")
    @PreAuthorize("hasRole('administrator') or #id == authentication.name")
    ResponseEntity<Void> endSessions(@PathVariable String id, Authentication caller) {
        if (id.indexOf('\0') >= 0 || !people.exists(id)) {
            throw new NotFound("There is no such person");
        }
        standings.end(id, caller.getName());
        return ResponseEntity.noContent().build();
    }
}
