package io.github.integratedresponse.process;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;

/** The list of what diagrams may name: the platform's delegates, and the methods of its beans that are marked {@link ForDiagrams}. */
@Component
class DiagramBeans {

    static final List<Class<?>> STEPS = List.of(JavaDelegate.class);
    static final List<Class<?>> EXECUTION_LISTENERS = List.of(ExecutionListener.class, JavaDelegate.class);
    static final List<Class<?>> TASK_LISTENERS = List.of(TaskListener.class);

    private static final String OURS = DiagramBeans.class.getPackageName().replaceFirst("\\.[^.]+$", ".");

    private final ListableBeanFactory beans;
    private final Map<Class<?>, Set<String>> listed = new ConcurrentHashMap<>();

    DiagramBeans(ListableBeanFactory beans) {
        this.beans = beans;
    }

    boolean exists(String name) {
        return beans.containsBean(name);
    }

    /** Whether this is a delegate of the platform's own, of one of these kinds. */
    boolean delegate(String name, List<Class<?>> kinds) {
        Class<?> type = type(name);
        return type != null
                && type.getName().startsWith(OURS)
                && kinds.stream().anyMatch(kind -> kind.isAssignableFrom(type));
    }

    boolean leavesTheProcess(String name) {
        return beans.findAnnotationOnBean(name, LeavesTheProcess.class) != null;
    }

    boolean mayCall(String name, String method) {
        Class<?> type = type(name);
        return type != null && methods(type).contains(method);
    }

    boolean mayCall(Object bean, String method) {
        return methods(bean.getClass()).contains(method);
    }

    /** @return the bean an expression means by this name; {@code null} when there is none, or none for diagrams */
    @Nullable
    Object find(String name) {
        Class<?> type = type(name);
        if (type == null) {
            return null;
        }
        boolean forDiagrams = !methods(type).isEmpty()
                || delegate(name, STEPS)
                || delegate(name, EXECUTION_LISTENERS)
                || delegate(name, TASK_LISTENERS);
        return forDiagrams ? beans.getBean(name) : null;
    }

    /** The marked methods by the name of their bean. */
    Map<String, Set<String>> all() {
        Map<String, Set<String>> all = new TreeMap<>();
        for (String name : beans.getBeanDefinitionNames()) {
            Class<?> type = type(name);
            if (type != null
                    && type.getName().startsWith(OURS)
                    && !methods(type).isEmpty()) {
                all.put(name, new TreeSet<>(methods(type)));
            }
        }
        return all;
    }

    private @Nullable Class<?> type(String name) {
        return beans.containsBean(name) ? beans.getType(name) : null;
    }

    /** An expression names a method without its parameters, so all of the same name must be marked. */
    private Set<String> methods(Class<?> type) {
        return listed.computeIfAbsent(ClassUtils.getUserClass(type), bean -> Arrays.stream(bean.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
                .collect(Collectors.groupingBy(Method::getName))
                .entrySet()
                .stream()
                .filter(named -> named.getValue().stream()
                        .allMatch(method -> AnnotatedElementUtils.hasAnnotation(method, ForDiagrams.class)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet()));
    }
}
