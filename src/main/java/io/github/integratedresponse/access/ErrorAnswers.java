package io.github.integratedresponse.access;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What is said when something went wrong outside of every controller, such as with an address that the firewall refuses: the same kind of
 * problem as everywhere, without a word of the inside. No security chain has written headers then.
 */
@RestController
@Hidden
class ErrorAnswers implements ErrorController {

    private final Refusal refusal;

    ErrorAnswers(com.fasterxml.jackson.databind.ObjectMapper json) {
        this.refusal = new Refusal(json);
    }

    @RequestMapping("${server.error.path:${error.path:/error}}")
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = code instanceof Integer known ? HttpStatus.resolve(known) : null;
        HttpStatus said = status == null || !status.isError() ? HttpStatus.INTERNAL_SERVER_ERROR : status;
        WebHeaders.withoutChain(response);
        refusal.write(
                response,
                said,
                switch (said) {
                    case NOT_FOUND -> "There is nothing here";
                    case BAD_REQUEST -> "This request can't be read";
                    default -> said.is5xxServerError() ? "The platform could not do this" : "This request is refused";
                });
    }
}
