package io.github.integratedresponse.access;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.camunda.bpm.engine.FilterService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.filter.Filter;
import org.camunda.bpm.engine.impl.persistence.entity.FilterEntity;
import org.camunda.bpm.engine.task.TaskQuery;
import org.springframework.stereotype.Component;

/**
 * Brings each {@link TaskList} into the engine as a filter that belongs to nobody, and makes it so again where it was changed. A list is
 * known by a mark among its properties, or by its name where an earlier version made it. Filters of people are left alone.
 */
@Component
class TaskLists {

    private static final String MARK = "list";

    private final FilterService filters;
    private final TaskService tasks;

    TaskLists(FilterService filters, TaskService tasks) {
        this.filters = filters;
        this.tasks = tasks;
    }

    /** @return the id of the filter of each list */
    Map<TaskList, String> establish() {
        List<Filter> shared = filters.createTaskFilterQuery().orderByFilterId().asc().list().stream()
                .filter(filter -> filter.getOwner() == null)
                .toList();
        Map<TaskList, String> ids = new EnumMap<>(TaskList.class);
        for (TaskList list : TaskList.values()) {
            ids.put(list, established(list, shared).getId());
        }
        return ids;
    }

    private Filter established(TaskList list, List<Filter> shared) {
        FilterEntity wanted = (FilterEntity) filters.newTaskFilter(list.title())
                .setProperties(properties(list))
                .setQuery(list.of(tasks.createTaskQuery()));
        Filter filter = first(
                        shared, one -> list.id().equals(one.getProperties().get(MARK)))
                .or(() -> first(shared, one -> unmarked(one) && one.getName().equals(list.title())))
                .or(() -> first(
                        shared, one -> unmarked(one) && list.formerTitles().contains(one.getName())))
                .orElse(wanted);
        if (filter == wanted || !same((FilterEntity) filter, wanted)) {
            filters.saveFilter(filter.setName(wanted.getName())
                    .setProperties(wanted.getProperties())
                    .setQuery(wanted.<TaskQuery>getQuery()));
        }
        return filter;
    }

    private static Map<String, Object> properties(TaskList list) {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put(MARK, list.id());
        properties.put("description", list.description());
        properties.put("priority", list.ordinal());
        properties.put("refresh", true);
        properties.put("showUndefinedVariable", false);
        return properties;
    }

    private static Optional<Filter> first(List<Filter> shared, Predicate<Filter> which) {
        return shared.stream().filter(which).findFirst();
    }

    private static boolean unmarked(Filter filter) {
        return !filter.getProperties().containsKey(MARK);
    }

    private static boolean same(FilterEntity there, FilterEntity wanted) {
        return there.getName().equals(wanted.getName())
                && there.getQueryInternal().equals(wanted.getQueryInternal())
                && there.getProperties().equals(wanted.getProperties());
    }
}
