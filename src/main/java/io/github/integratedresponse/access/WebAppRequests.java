package io.github.integratedresponse.access;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * What the platform adds to the pages of the web applications asks the API, by the session of whoever sits there. The request has then
 * passed {@link SecurityConfiguration} and Camunda's protection against forged requests; the API checks it once more as one of its own.
 */
@Configuration(proxyBeanMethods = false)
class WebAppRequests {

    /** Below the web applications' own API, so that the session cookie, its token and their filters stand before it. */
    static final String ROOT = "/camunda/api/response";

    private static final String API = "/api/v1";

    /** What pages may ask, as paths of the API; who of those signed in gets an answer is the API's to say. */
    static final RequestMatcher OPEN = new OrRequestMatcher(List.of(
            asked(HttpMethod.GET, "/sla/**"),
            asked(HttpMethod.GET, "/incidents/**"),
            asked(HttpMethod.GET, "/signals/**"),
            asked(HttpMethod.GET, "/suppressions/**"),
            asked(HttpMethod.POST, "/suppressions"),
            asked(HttpMethod.POST, "/suppressions/preview"),
            asked(HttpMethod.PATCH, "/suppressions/{id}"),
            asked(HttpMethod.DELETE, "/suppressions/{id}"),
            asked(HttpMethod.GET, "/products/**"),
            asked(HttpMethod.GET, "/reviews/**"),
            asked(HttpMethod.GET, "/slrs/**"),
            asked(HttpMethod.GET, "/sessions/**"),
            asked(HttpMethod.GET, "/repair-items/**"),
            asked(HttpMethod.GET, "/accepted-risks/**"),
            asked(HttpMethod.GET, "/tasks/**"),
            asked(HttpMethod.GET, "/handovers"),
            asked(HttpMethod.POST, "/tasks/claim"),
            asked(HttpMethod.POST, "/tasks/handover"),
            asked(HttpMethod.POST, "/handovers/{id}/acknowledgement"),
            asked(HttpMethod.POST, "/incidents/{number}/notes"),
            asked(HttpMethod.POST, "/incidents/{number}/evidence"),
            asked(HttpMethod.POST, "/incidents/{number}/evidence/{id}/withdrawal"),
            asked(HttpMethod.POST, "/incidents/{number}/evidence/{id}/hold"),
            asked(HttpMethod.POST, "/incidents/{number}/evidence/{id}/release"),
            asked(HttpMethod.GET, "/processes/**"),
            asked(HttpMethod.GET, "/process-instances/**")));

    /** The header of requests that an open page sends without anybody doing something; they don't keep a session alive. */
    static final String BY_ITSELF = "X-Response-Refresh";

    private static RequestMatcher asked(HttpMethod method, String below) {
        return PathPatternRequestMatcher.withDefaults().matcher(method, ROOT + below);
    }

    @Bean
    ServletRegistrationBean<HttpServlet> requestsOfTheWebApplications() {
        ServletRegistrationBean<HttpServlet> servlet = new ServletRegistrationBean<>(new ToTheApi(), ROOT + "/*");
        servlet.setName("requestsOfTheWebApplications");
        return servlet;
    }

    private static final class ToTheApi extends HttpServlet {

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            String below = request.getRequestURI().substring((request.getContextPath() + ROOT).length());
            request.getRequestDispatcher(API + below).forward(request, response);
        }
    }
}
