package io.github.integratedresponse.access;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappInitializer;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyDelegateFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoaderDependingFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoadingProcessEnginesFilter;
import org.camunda.bpm.webapp.impl.security.filter.headersec.provider.impl.ContentSecurityPolicyProvider;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the web applications the name of the platform, and takes the first-administrator page and the version out of them. They send everybody there as long as the group {@code camunda-admin}
 * is empty, which it stays: administrators are those with the role, and the first of them is made at the start.
 */
@Configuration(proxyBeanMethods = false)
public class WebApplications {

    private static final Pattern NONCE = Pattern.compile("'nonce-([^']+)'");

    @Bean
    static BeanPostProcessor webApplicationsWithoutSetup() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                if (bean instanceof CamundaBpmWebappInitializer applications) {
                    return (ServletContextInitializer) context -> applications.onStartup(withPagesOfOurs(context));
                }
                return bean;
            }
        };
    }

    private static ServletContext withPagesOfOurs(ServletContext context) {
        return but(context, (method, args) -> {
            if (method.equals("addFilter") && args[0].equals("Engines Filter") && args[1] instanceof Class<?>) {
                return context.addFilter("Engines Filter", PagesFilter.class.asSubclass(Filter.class));
            }
            return null;
        });
    }

    /**
     * Camunda keeps the nonce that the scripts of a page need in the servlet context, where each other request, to whatever page and of
     * whomever, puts its own before the page is written. The policy that goes out with the page has the right one.
     */
    private static ServletContext withNonceOf(HttpServletResponse response, ServletContext context) {
        Matcher nonce = NONCE.matcher(Objects.requireNonNullElse(response.getHeader(WebHeaders.POLICY), ""));
        if (!nonce.find()) {
            return context;
        }
        return but(
                context,
                (method, args) -> method.equals("getAttribute")
                                && args[0].equals(ContentSecurityPolicyProvider.ATTR_CSP_FILTER_NONCE)
                        ? nonce.group(1)
                        : null);
    }

    /** @param instead takes the name and the arguments of a call that has some; null where the context itself answers */
    private static ServletContext but(ServletContext context, BiFunction<String, Object[], @Nullable Object> instead) {
        return (ServletContext) Proxy.newProxyInstance(
                WebApplications.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, args) -> {
                    Object answer = args == null ? null : instead.apply(method.getName(), args);
                    if (answer != null) {
                        return answer;
                    }
                    try {
                        return method.invoke(context, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Public for the servlet container, which makes it. */
    public static class PagesFilter extends LazyDelegateFilter<ResourceLoaderDependingFilter> {

        public PagesFilter() {
            super(PagesWithoutSetup.class);
        }
    }

    /** Public for {@link PagesFilter}, which makes it when the engine is there. */
    public static class PagesWithoutSetup extends ResourceLoadingProcessEnginesFilter {

        @Override
        protected boolean needsInitialUser(String engineName) {
            return false;
        }

        @Override
        protected void applyFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                super.applyFilter(request, response, chain);
            } catch (FileNotFoundException e) {
                response.sendError(HttpServletResponse.SC_NOT_FOUND);
            }
        }

        @Override
        protected void serveIndexPage(
                String application,
                String engine,
                String applicationPath,
                String contextPath,
                HttpServletResponse response,
                ServletContext context)
                throws IOException {
            super.serveIndexPage(
                    application, engine, applicationPath, contextPath, response, withNonceOf(response, context));
        }

        /**
         * The pages say which version they are of, to people who haven't signed in too; their framework has to be told that it must
         * not make scripts of texts, or the browser reports that it tried; and no setting reaches their first title, their icon and
         * what they say of themselves.
         */
        @Override
        protected String getWebResourceContents(String name) throws IOException {
            String page = super.getWebResourceContents(name);
            String version = ProcessEngine.class.getPackage().getImplementationVersion();
            String unnamed = version == null
                    ? page
                    : page.replace("version=\"v" + version + "\"", "version=\"\"")
                            .replace("?bust=" + version, "?bust=" + Integer.toHexString(page.hashCode()));
            return unnamed.replaceFirst("<html ", "<html ng-csp=\"no-unsafe-eval\" ")
                    .replaceFirst("<title>Camunda (\\w+)</title>", "<title>Integrated Response $1</title>")
                    .replaceFirst(
                            "content=\"[Cc]amunda (Admin|Cockpit|Tasklist|Welcome)\"",
                            "content=\"Integrated Response $1\"")
                    .replaceFirst("content=\"[Cc]amunda services GmbH\"", "content=\"Integrated Response\"")
                    .replace("/favicon.ico\"", "/app/response/look/mark.svg\"");
        }
    }
}
