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
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.spring.boot.starter.webapp.CamundaBpmWebappInitializer;
import org.camunda.bpm.spring.boot.starter.webapp.filter.LazyDelegateFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoaderDependingFilter;
import org.camunda.bpm.spring.boot.starter.webapp.filter.ResourceLoadingProcessEnginesFilter;
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
        return (ServletContext) Proxy.newProxyInstance(
                WebApplications.class.getClassLoader(),
                new Class<?>[] {ServletContext.class},
                (proxy, method, args) -> {
                    if (method.getName().equals("addFilter")
                            && args != null
                            && args[0].equals("Engines Filter")
                            && args[1] instanceof Class<?>) {
                        return context.addFilter("Engines Filter", PagesFilter.class.asSubclass(Filter.class));
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
