package io.github.integratedresponse.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.camunda.bpm.engine.Problem;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** XML that is what it says: without a document type, so that it pulls in no file and swells to no size, and nested no deeper than a diagram is. */
class PlainXml extends DefaultHandler {

    private static final int DEEPEST = 100;

    private final List<Problem> problems = new ArrayList<>();
    private @Nullable Locator place;
    private int depth;

    List<Problem> problems(byte[] file) {
        try {
            SAXParserFactory factory = SAXParserFactory.newInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.newSAXParser().parse(new ByteArrayInputStream(file), this);
        } catch (SAXParseException e) {
            problems.add(new RefusedResource(
                    "is not plain XML without a document type: " + e.getMessage(),
                    e.getLineNumber(),
                    e.getColumnNumber(),
                    ""));
        } catch (SAXException | IOException e) {
            problems.add(new RefusedResource("is not XML: " + e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("XML can't be read safely here", e);
        }
        return problems;
    }

    @Override
    public void setDocumentLocator(Locator locator) {
        place = locator;
    }

    @Override
    public void startElement(String namespace, String name, String qualified, Attributes attributes)
            throws SAXException {
        if (++depth > DEEPEST) {
            throw new SAXException("nested deeper than " + DEEPEST);
        }
    }

    @Override
    public void endElement(String namespace, String name, String qualified) throws SAXException {
        depth--;
    }

    @Override
    public InputSource resolveEntity(String publicId, String systemId) {
        return new InputSource(new StringReader(""));
    }

    void refuse(String id, String problem) {
        problems.add(new RefusedResource(
                problem, place == null ? 0 : place.getLineNumber(), place == null ? 0 : place.getColumnNumber(), id));
    }
}
