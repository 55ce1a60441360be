package io.github.integratedresponse.process;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;

/** A diagram that somebody wants to deploy, with what is deployed beside it, as its checks see it. */
public final class Diagram {

    private final List<Element> elements = new ArrayList<>();
    private final Map<Element, Element> parents = new IdentityHashMap<>();
    private final Map<String, byte[]> deployment;
    private final List<Violation> violations = new ArrayList<>();

    record Violation(Element element, String id, String message) {}

    /** @param deployment everything in the deployment, by the name of the resource */
    Diagram(Element definitions, Map<String, byte[]> deployment) {
        this.deployment = deployment;
        collect(definitions);
    }

    private void collect(Element element) {
        elements.add(element);
        for (Element child : element.elements()) {
            parents.put(child, element);
            collect(child);
        }
    }

    /** Every element of the file, in the order it is written. */
    public List<Element> elements() {
        return elements;
    }

    /** The elements with one of these names, without prefix. */
    public List<Element> elements(String... names) {
        Set<String> wanted = Set.copyOf(Arrays.asList(names));
        return elements.stream()
                .filter(element -> wanted.contains(element.getTagName()))
                .toList();
    }

    /** The texts of what is deployed together with the diagram and has this ending. */
    public Stream<String> besides(String ending) {
        return deployment.entrySet().stream()
                .filter(resource -> resource.getKey().endsWith(ending))
                .map(resource -> new String(resource.getValue(), StandardCharsets.UTF_8));
    }

    /** Names a problem of an element in words for the process owner who drew it. */
    public void refuse(Element element, String problem) {
        String id = element.attribute("id", "");
        String name = element.attribute("name", "").strip();
        String who = element.getTagName()
                + (name.isEmpty() ? "" : " '" + name + "'")
                + (id.isEmpty() ? place(element) : " (" + id + ")");
        violations.add(new Violation(element, id, who + " " + problem));
    }

    /** Where an element without an id stands. */
    private String place(Element element) {
        for (Element around = parents.get(element); around != null; around = parents.get(around)) {
            String id = around.attribute("id", "");
            if (!id.isEmpty()) {
                return " in " + around.getTagName() + " (" + id + ")";
            }
        }
        return "";
    }

    List<Violation> violations() {
        return violations;
    }

    /** @return what the element says in an attribute of the engine's, such as {@code formRef}; {@code null} when it is absent or blank */
    public static @Nullable String camunda(Element element, String attribute) {
        String value = element.attributeNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, attribute);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** The engine's elements of this name in the element's own extensions, such as {@code executionListener}. */
    public static List<Element> extensions(Element element, String name) {
        Element extensions = element.element("extensionElements");
        return extensions == null ? List.of() : extensions.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, name);
    }

    /** The name of an attribute without its namespace. */
    static String local(String attribute) {
        return attribute.substring(attribute.lastIndexOf(':') + 1);
    }

    /** @return the value of a property that an element template wrote */
    public static @Nullable String property(Element element, String name) {
        return extensions(element, "properties").stream()
                .flatMap(properties -> properties.elementsNS(BpmnParse.CAMUNDA_BPMN_EXTENSIONS_NS, "property").stream())
                .filter(property -> name.equals(property.attribute("name")))
                .map(property -> property.attribute("value"))
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(null);
    }
}
