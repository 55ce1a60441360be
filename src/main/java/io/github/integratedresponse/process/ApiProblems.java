package io.github.integratedresponse.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.ConstraintViolationException;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * What the API answers when it can't do what it was asked: a problem in the form of RFC 9457. Where the caller can mend it,
 * {@code problems} names every field that is wrong; where it can't, nothing of the inside is told.
 */
@RestControllerAdvice
class ApiProblems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);
    private static final String NOT_ALLOWED = "Your roles don't allow this";

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> invalid(InvalidInput e, WebRequest request) {
        return invalid(e.problems(), e, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unacceptable(Unacceptable e, WebRequest request) {
        return problems(HttpStatus.UNPROCESSABLE_ENTITY, "Not acceptable", e.problems(), e, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> conflicting(Conflict e, WebRequest request) {
        return problems(HttpStatus.CONFLICT, "Not as things stand", e.problems(), e, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> violated(ConstraintViolationException e, WebRequest request) {
        List<Problem> problems = e.getConstraintViolations().stream()
                .map(violation -> new Problem(violation.getPropertyPath().toString(), violation.getMessage()))
                .toList();
        return invalid(problems, e, new HttpHeaders(), request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> missing(NotFound e, WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, Objects.requireNonNullElse(e.getMessage(), ""), e, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> tooLarge(TooLarge e, WebRequest request) {
        return answer(HttpStatus.PAYLOAD_TOO_LARGE, Objects.requireNonNull(e.getMessage()), e, request);
    }

    /** A form that was submitted through the API says the same as in Tasklist. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> rejected(SubmissionRejected e, WebRequest request) {
        return invalid(e.problems(), e, new HttpHeaders(), request);
    }

    @ExceptionHandler({OptimisticLockingException.class, ConcurrencyFailureException.class})
    @Nullable
    ResponseEntity<Object> overtaken(Exception e, WebRequest request) {
        return answer(HttpStatus.CONFLICT, "Somebody changed this at the same moment; look again", e, request);
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> denied(AuthorizationException e, WebRequest request) {
        return answer(HttpStatus.FORBIDDEN, NOT_ALLOWED, e, request);
    }

    /** Whoever has not signed in is asked to by the security chain; whoever has is told no. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> denied(AccessDeniedException e, WebRequest request) {
        var who = SecurityContextHolder.getContext().getAuthentication();
        if (who == null || who instanceof AnonymousAuthenticationToken) {
            throw e;
        }
        return answer(HttpStatus.FORBIDDEN, NOT_ALLOWED, e, request);
    }

    @ExceptionHandler
    ResponseEntity<Object> unknown(AuthenticationException e) {
        throw e;
    }

    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> unexpected(Exception e, HttpServletRequest asked, WebRequest request) {
        if (DisconnectedClientHelper.isClientDisconnectedException(e)) {
            LOG.debug("{} {}: whoever asked has hung up", asked.getMethod(), asked.getRequestURI(), e);
            return null;
        }
        String reference = UUID.randomUUID().toString();
        LOG.error("{} {} failed, reference {}", asked.getMethod(), asked.getRequestURI(), reference, e);
        ProblemDetail problem = ProblemDetail.forStatus(HttpStatus.INTERNAL_SERVER_ERROR);
        problem.setProperty("reference", reference);
        return handleExceptionInternal(e, problem, new HttpHeaders(), HttpStatus.INTERNAL_SERVER_ERROR, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem> problems = e.getBindingResult().getAllErrors().stream()
                .map(ApiProblems::problem)
                .toList();
        return invalid(problems, e, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
            HandlerMethodValidationException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        List<Problem> problems = new ArrayList<>();
        for (ParameterValidationResult result : e.getParameterValidationResults()) {
            if (result instanceof ParameterErrors errors) {
                errors.getAllErrors().forEach(error -> problems.add(problem(error)));
            } else {
                String name =
                        Objects.requireNonNullElse(result.getMethodParameter().getParameterName(), "request");
                for (MessageSourceResolvable error : result.getResolvableErrors()) {
                    problems.add(new Problem(name, said(error)));
                }
            }
        }
        return invalid(problems, e, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = e instanceof MethodArgumentTypeMismatchException argument ? argument.getName() : "request";
        return invalid(List.of(new Problem(name, shape(e.getRequiredType()))), e, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleNoResourceFoundException(
            NoResourceFoundException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return answer(HttpStatus.NOT_FOUND, "There is nothing here", e, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return invalid(List.of(new Problem(e.getParameterName(), "is missing")), e, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof TooLarge tooLarge) {
                return tooLarge(tooLarge, request);
            }
        }
        return invalid(List.of(unreadable(e.getCause())), e, headers, request);
    }

    private static Problem unreadable(@Nullable Throwable cause) {
        if (cause instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            String field = path(mapping.getPath());
            if (mapping instanceof PropertyBindingException unknown) {
                return new Problem(field, "is not known" + known(unknown.getKnownPropertyIds()));
            }
            if (mapping instanceof InvalidFormatException format) {
                return new Problem(field, shape(format.getTargetType()));
            }
            if (mapping instanceof MismatchedInputException mismatch) {
                return new Problem(field, shape(mismatch.getTargetType()));
            }
            return new Problem(field, "can't be read");
        }
        if (cause instanceof JsonProcessingException syntax && syntax.getLocation() != null) {
            return new Problem(
                    "body",
                    "is not valid JSON at line %d, column %d"
                            .formatted(
                                    syntax.getLocation().getLineNr(),
                                    syntax.getLocation().getColumnNr()));
        }
        return new Problem("body", "is missing or can't be read");
    }

    private static String known(@Nullable Collection<Object> ids) {
        return ids == null
                ? ""
                : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", ", "; known are ", ""));
    }

    private static String path(List<JsonMappingException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference reference : references) {
            if (reference.getFieldName() == null) {
                path.append('[').append(reference.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return path.toString();
    }

    /** What a value of this type looks like, in words for the person who sent something else. */
    private static String shape(@Nullable Class<?> type) {
        if (type == null) {
            return "has the wrong form";
        }
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type == Boolean.class || type == boolean.class) {
            return "must be true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "must be a number";
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return type.getSimpleName().equals("LocalDate")
                    ? "must be a date such as 2026-03-31"
                    : "must be a date and time such as 2026-03-31T14:05:00Z";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "must be a list";
        }
        if (type == String.class) {
            return "must be text";
        }
        return type.isRecord() ? "must be an object" : "has the wrong form";
    }

    private static Problem problem(ObjectError error) {
        String field = error instanceof FieldError named ? named.getField() : error.getObjectName();
        if (error.contains(TypeMismatchException.class)) {
            return new Problem(
                    field, shape(error.unwrap(TypeMismatchException.class).getRequiredType()));
        }
        return new Problem(field, said(error));
    }

    private static String said(MessageSourceResolvable error) {
        return Objects.requireNonNullElse(error.getDefaultMessage(), "is not valid");
    }

    private @Nullable ResponseEntity<Object> invalid(
            List<Problem> problems, Exception e, HttpHeaders headers, WebRequest request) {
        return problems(HttpStatus.BAD_REQUEST, "Invalid input", problems, e, headers, request);
    }

    private @Nullable ResponseEntity<Object> problems(
            HttpStatus status,
            String title,
            List<Problem> problems,
            Exception e,
            HttpHeaders headers,
            WebRequest request) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                status,
                problems.size() == 1
                        ? problems.get(0).toString()
                        : String.format(Locale.ROOT, "%d problems were found", problems.size()));
        problem.setTitle(title);
        problem.setProperty("problems", problems);
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    private @Nullable ResponseEntity<Object> answer(HttpStatus status, String detail, Exception e, WebRequest request) {
        return handleExceptionInternal(
                e, ProblemDetail.forStatusAndDetail(status, detail), new HttpHeaders(), status, request);
    }

    /** Where the answer is on its way already, such as after a body that broke off, there is nothing left to say. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        boolean answered = request instanceof ServletWebRequest web
                && web.getResponse() != null
                && web.getResponse().isCommitted();
        return answered ? null : super.handleExceptionInternal(e, body, headers, status, request);
    }

    /** Problems are always JSON, also for a caller who asked for another form of the answer. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail) {
            HttpHeaders typed = new HttpHeaders(headers);
            typed.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
            return new ResponseEntity<>(body, typed, status);
        }
        return new ResponseEntity<>(body, headers, status);
    }
}
