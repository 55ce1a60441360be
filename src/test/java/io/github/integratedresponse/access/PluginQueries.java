package io.github.integratedresponse.access;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.admin.Admin;
import org.camunda.bpm.cockpit.Cockpit;
import org.camunda.bpm.tasklist.Tasklist;
import org.camunda.bpm.webapp.plugin.spi.AppPlugin;
import org.camunda.bpm.welcome.Welcome;

/**
 * A query that a plugin adds to a web application.
 *
 * @param path in the patterns of Spring
 */
record PluginQueries(String method, String path) {

    static List<PluginQueries> all() {
        List<PluginQueries> queries = new ArrayList<>();
        add("cockpit", Cockpit.getRuntimeDelegate().getAppPluginRegistry().getPlugins(), queries);
        add("admin", Admin.getRuntimeDelegate().getAppPluginRegistry().getPlugins(), queries);
        add("tasklist", Tasklist.getRuntimeDelegate().getAppPluginRegistry().getPlugins(), queries);
        add("welcome", Welcome.getRuntimeDelegate().getAppPluginRegistry().getPlugins(), queries);
        return queries;
    }

    private static void add(String app, List<? extends AppPlugin> plugins, List<PluginQueries> into) {
        for (AppPlugin plugin : plugins) {
            plugin.getResourceClasses()
                    .forEach(resource -> walk("/camunda/api/" + app + "/" + path(resource), resource, into));
        }
    }

    private static void walk(String at, Class<?> resource, List<PluginQueries> into) {
        for (Method method : resource.getMethods()) {
            String below = method.isAnnotationPresent(Path.class)
                    ? at + "/" + trimmed(method.getAnnotation(Path.class).value())
                    : at;
            List<String> verbs = Stream.of(method.getAnnotations())
                    .map(Annotation::annotationType)
                    .filter(type -> type.isAnnotationPresent(HttpMethod.class))
                    .map(type -> type.getAnnotation(HttpMethod.class).value())
                    .toList();
            verbs.forEach(verb -> into.add(new PluginQueries(verb, spring(below))));
            if (verbs.isEmpty() && method.isAnnotationPresent(Path.class)) {
                walk(below, method.getReturnType(), into);
            }
        }
    }

    private static String path(Class<?> resource) {
        Path path = resource.getAnnotation(Path.class);
        return path == null ? "" : trimmed(path.value());
    }

    private static String trimmed(String path) {
        return path.replaceAll("^/|/$", "");
    }

    private static String spring(String path) {
        return path.replace(":.*}", ":.+}");
    }
}
