package io.github.integratedresponse.process;

import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.camunda.bpm.impl.juel.AstBracket;
import org.camunda.bpm.impl.juel.AstDot;
import org.camunda.bpm.impl.juel.AstFunction;
import org.camunda.bpm.impl.juel.AstIdentifier;
import org.camunda.bpm.impl.juel.AstMethod;
import org.camunda.bpm.impl.juel.Builder;
import org.camunda.bpm.impl.juel.Builder.Feature;
import org.camunda.bpm.impl.juel.Node;
import org.camunda.bpm.impl.juel.TreeBuilderException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Expressions read process variables and call the methods that are listed for them ({@link ForDiagrams}), and nothing else: whoever may
 * draw a process may not thereby run any code or read any secret. They are read by the engine's own parser, so that no spelling of an
 * expression means one thing here and another there.
 */
@Component
class ExpressionCheck implements DiagramCheck {

    private static final Set<String> RESULTS = Set.of("getFirstResult", "getSingleResult");

    private final DiagramBeans beans;
    private final Builder parser = new Builder(Feature.METHOD_INVOCATIONS);

    ExpressionCheck(DiagramBeans beans) {
        this.beans = beans;
    }

    @Override
    public boolean keepsCodeOut() {
        return true;
    }

    @Override
    public void check(Diagram diagram) {
        for (Element element : diagram.elements()) {
            Stream.concat(
                            element.attributes().stream()
                                    .filter(attribute ->
                                            !Diagram.local(attribute).equals("delegateExpression"))
                                    .map(element::attribute),
                            Stream.of(element.getText()))
                    .filter(text -> text != null && (text.contains("${") || text.contains("#{")))
                    .forEach(text -> check(diagram, element, text));
        }
    }

    private void check(Diagram diagram, Element element, String text) {
        Node root;
        try {
            root = parser.build(text).getRoot();
        } catch (TreeBuilderException e) {
            // a note is free to quote what it likes; the engine never reads it
            if (!element.getTagName().equals("text")) {
                diagram.refuse(element, "has an expression that can't be read, " + text.strip());
            }
            return;
        }
        new Reading(diagram, element, text.strip()).walk(root, false);
    }

    /** One expression, node by node. */
    private class Reading {

        private final Diagram diagram;
        private final Element element;
        private final String whole;

        Reading(Diagram diagram, Element element, String whole) {
            this.diagram = diagram;
            this.element = element;
            this.whole = whole;
        }

        void walk(Node node, boolean argument) {
            if (node instanceof AstMethod method) {
                call(method);
            } else if (node instanceof AstDot dot) {
                member(dot);
            } else if (node instanceof AstBracket) {
                refuse("reaches into a value by brackets");
            } else if (node instanceof AstFunction function) {
                refuse("calls the function " + function.getName());
            } else if (node instanceof AstIdentifier identifier) {
                name(identifier.getName(), argument);
            } else {
                for (int child = 0; child < node.getCardinality(); child++) {
                    walk(node.getChild(child), argument);
                }
            }
        }

        private void call(AstMethod method) {
            if (method.getChild(0) instanceof AstDot called) {
                String name = name(called);
                String root = root(called);
                if (!decisionResult(called.getChild(0)) || !name.equals("get")) {
                    called(root, name);
                }
                inner(called);
            } else {
                refuse("reaches into a value by brackets");
            }
            Node parameters = method.getChild(1);
            for (int parameter = 0; parameter < parameters.getCardinality(); parameter++) {
                walk(parameters.getChild(parameter), true);
            }
        }

        private void called(@Nullable String root, String name) {
            if (name.equals("getClass")) {
                refuse("reaches for a Java class");
            } else if (root == null) {
                refuse("calls " + name + " of a value");
            } else if (ExpressionMembers.ENGINE.contains(root)) {
                if (!ExpressionMembers.METHODS.contains(name)) {
                    refuse("reaches into the engine by " + root + "." + name);
                }
            } else if (root.equals("decisionResult")) {
                if (!RESULTS.contains(name)) {
                    refuse("calls " + name + " of a decision's result");
                }
            } else if (!beans.exists(root)) {
                refuse("calls " + root + "." + name + ", and the platform has no " + root);
            } else if (!beans.mayCall(root, name)) {
                refuse("names " + root + "." + name + ", which is not for diagrams");
            }
        }

        private void member(AstDot dot) {
            String name = name(dot);
            String root = root(dot);
            if (name.equals("class")) {
                refuse("reaches for a Java class");
            } else if (root != null && ExpressionMembers.ENGINE.contains(root)) {
                if (!ExpressionMembers.PROPERTIES.contains(name)) {
                    refuse("reaches into the engine by " + root + "." + name);
                }
            } else if (!decisionResult(dot.getChild(0))) {
                refuse("reads ." + name + " of " + (root == null ? "a value" : root));
            }
            inner(dot);
        }

        /** What a member is asked of is looked at as well, or a chain would hide where it begins. */
        private void inner(AstDot dot) {
            if (root(dot) == null) {
                walk(dot.getChild(0), false);
            }
        }

        private void name(String name, boolean argument) {
            if (ExpressionMembers.ENGINE.contains(name)) {
                if (!argument) {
                    refuse("hands out " + name);
                }
            } else if (beans.exists(name)) {
                refuse("names " + name + ", which is not for diagrams");
            }
        }

        private boolean decisionResult(Node node) {
            return node instanceof AstMethod method
                    && method.getChild(0) instanceof AstDot called
                    && "decisionResult".equals(root(called))
                    && RESULTS.contains(name(called));
        }

        private static @Nullable String root(AstDot dot) {
            return dot.getChild(0) instanceof AstIdentifier identifier ? identifier.getName() : null;
        }

        /** The parser shows a member as {@code ". name"}. */
        private static String name(AstDot dot) {
            return dot.toString().substring(1).strip();
        }

        private void refuse(String what) {
            diagram.refuse(element, what + " in " + whole);
        }
    }
}
