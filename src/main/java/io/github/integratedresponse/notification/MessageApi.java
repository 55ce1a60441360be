package io.github.integratedresponse.notification;

import io.github.integratedresponse.process.NotFound;
import io.github.integratedresponse.process.Page;
import io.github.integratedresponse.process.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@Tag(name = "Messages", description = "What was sent, what was not, and why")
@RestController
@RequestMapping(path = "/api/v1/messages", produces = MediaType.APPLICATION_JSON_VALUE)
class MessageApi {

    private final Messages messages;

    MessageApi(Messages messages) {
        this.messages = messages;
    }

    @Operation(
            summary = "List messages, latest first",
            description =
                    "`businessKey` is the number of an incident, such as INC-2026-000123; `promises` for mails that tell of"
                            + " promises of several incidents.")
    @GetMapping
    Page<Message> list(
            @RequestParam(required = false) @Nullable String businessKey,
            @RequestParam(required = false) Message.@Nullable State state,
            @RequestParam(required = false) @Nullable Integer page,
            @RequestParam(required = false) @Nullable Integer size) {
        return messages.page(businessKey, state, PageRequest.of(page, size));
    }

    @Operation(summary = "Show a message")
    @GetMapping("/{id}")
    Message one(@PathVariable long id) {
        Message message = messages.byId(id);
        if (!messages.visible(message)) {
            throw new NotFound("There is no message " + id);
        }
        return message;
    }
}
