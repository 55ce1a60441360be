package io.github.integratedresponse.access;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Tokens", description = "What machine clients sign in with, as Authorization: Bearer irt_...")
@RestController
@RequestMapping(path = "/api/v1/tokens", produces = MediaType.APPLICATION_JSON_VALUE)
class TokenApi {

    private final Tokens tokens;
    private final TokenStore kept;

    TokenApi(Tokens tokens, TokenStore kept) {
        this.tokens = tokens;
        this.kept = kept;
    }

    /** The one answer that shows a token whole. */
    record Shown(String token, String id, String name, String owner, List<String> scopes, Instant endsAt) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Operation(
            summary = "Make a token",
            description =
                    "For administrators. The answer shows the token once; only its hash is kept. It does what its scopes"
                            + " open and its owner's roles allow, until `endsAt`, at most 366 days ahead.")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @PreAuthorize("hasRole('administrator')")
    ResponseEntity<Shown> make(@RequestBody Tokens.Wanted wanted, Authentication caller) {
        Tokens.Made made = tokens.make(wanted, caller.getName());
        AccessToken token = made.token();
        return ResponseEntity.created(URI.create("/api/v1/tokens/" + token.id()))
                .body(new Shown(
                        made.secret().reveal(),
                        token.id(),
                        token.name(),
                        token.owner(),
                        token.scopes(),
                        token.endsAt()));
    }

    @Operation(
            summary = "List tokens, newest first",
            description =
                    "Administrators and auditors see all of them, everybody else those they own; never the secret.")
    @GetMapping
    Page<AccessToken> list(
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size,
            Authentication caller) {
        boolean all = has(caller, Role.ADMINISTRATOR) || has(caller, Role.AUDITOR);
        return kept.page(all ? null : caller.getName(), PageRequest.of(page, size));
    }

    @Operation(
            summary = "Revoke a token",
            description = "For administrators and its owner. It works no longer at once.")
    @DeleteMapping("/{id}")
    @PreAuthorize("isAuthenticated()")
    ResponseEntity<Void> revoke(@PathVariable String id, Authentication caller) {
        AccessToken token = kept.find(id)
                .map(TokenStore.Kept::token)
                .filter(found ->
                        has(caller, Role.ADMINISTRATOR) || found.owner().equals(caller.getName()))
                .orElseThrow(() -> new NotFound("There is no such token"));
        kept.revoke(token.id(), caller.getName());
        return ResponseEntity.noContent().build();
    }

    private static boolean has(Authentication caller, Role role) {
        return caller.getAuthorities().stream()
                .anyMatch(authority -> authority.getAuthority().equals("ROLE_" + role.id()));
    }
}
