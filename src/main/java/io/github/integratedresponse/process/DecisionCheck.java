package io.github.integratedresponse.process;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;

/** Decisions are tables and expressions in FEEL, which reaches nothing but its inputs; in any other language it would be code. */
class DecisionCheck extends PlainXml {

    private static final Set<String> FEEL = Set.of(
            "feel",
            "http://www.omg.org/spec/feel/20140401",
            "http://www.omg.org/spec/dmn/20180521/feel/",
            "https://www.omg.org/spec/dmn/20191111/feel/");
    private static final Set<String> ELEMENTS = Set.of(
            ("definitions decision decisionTable input inputExpression inputValues inputEntry output outputValues outputEntry"
                            + " defaultOutputEntry rule annotation annotationEntry text description variable literalExpression question"
                            + " allowedAnswers informationRequirement requiredDecision requiredInput inputData knowledgeSource"
                            + " authorityRequirement requiredAuthority textAnnotation association sourceRef targetRef extensionElements")
                    .split(" "));
    private static final Set<String> CAMUNDA =
            Set.of("historyTimeToLive", "inputVariable", "versionTag", "diagramRelationId");
    private static final Pattern FOREIGN = Pattern.compile("\\bexternal\\b|[$#]\\{");

    /** A value in quotes is only a value. */
    private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

    private final Deque<String> names = new ArrayDeque<>();
    private final Deque<String> within = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes)
            throws SAXException {
        super.startElement(namespace, name, qualified, attributes);
        names.push(name);
        String id = Objects.requireNonNullElse(attributes.getValue("id"), "");
        if (!id.isEmpty() || within.isEmpty()) {
            within.push(id);
        } else {
            within.push(within.peek());
        }
        String who = name + (within.peek().isEmpty() ? "" : " (" + within.peek() + ")");
        boolean drawing =
                namespace.contains("/DMNDI/") || namespace.contains("/DMN/20180521/D") || namespace.contains("biodi");
        if (!drawing && !(namespace.contains("/DMN/") && ELEMENTS.contains(name))) {
            refuse(within.peek(), who + " is not among the elements that a decision may have");
        }
        for (int i = 0; i < attributes.getLength(); i++) {
            String attribute = attributes.getLocalName(i);
            String value = attributes.getValue(i);
            if (attribute.equals("expressionLanguage") && !FEEL.contains(value.toLowerCase(Locale.ROOT))) {
                refuse(within.peek(), who + " is written in " + value + "; write it in FEEL");
            } else if (attributes.getURI(i).contains("camunda.org/schema/1.0") && !CAMUNDA.contains(attribute)) {
                refuse(within.peek(), who + " has the attribute " + attribute + ", which a decision may not have");
            }
        }
        text.setLength(0);
    }

    @Override
    public void characters(char[] characters, int start, int length) {
        text.append(characters, start, length);
    }

    @Override
    public void endElement(String namespace, String name, String qualified) throws SAXException {
        super.endElement(namespace, name, qualified);
        String id = within.pop();
        names.pop();
        boolean prose =
                !names.isEmpty() && names.peek().toLowerCase(Locale.ROOT).contains("annotation");
        if (name.equals("text")
                && !prose
                && FOREIGN.matcher(QUOTED.matcher(text).replaceAll("")).find()) {
            refuse(
                    id,
                    "text (" + id + ") reaches outside the decision in "
                            + text.toString().strip());
        }
        text.setLength(0);
    }
}
