package org.osier.shell;

import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Which schemes the components of a bundle would give, from their descriptions (OSGi Compendium, 112.4). */
final class ComponentSchemes extends DefaultHandler {
    private static final String HEADER = "Service-Component";
    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private final Set<String> schemes = new TreeSet<>();
    private @Nullable StringBuilder values; // one a line, of the property that we are in

    static Set<String> of(Bundle bundle) {
        var handler = new ComponentSchemes();
        for (var document : documents(bundle)) {
            try (var in = document.openStream()) {
                parser().newSAXParser().parse(in, handler);
            } catch (IOException | SAXException | ParserConfigurationException e) {
                continue; // SCR says what is wrong with it when it starts
            }
        }
        return handler.schemes;
    }

    private static List<URL> documents(Bundle bundle) {
        var documents = new ArrayList<URL>();
        var header = bundle.getHeaders("").get(HEADER);
        if (header == null) return documents;
        for (var path : header.split(",")) {
            var document = path.contains("*") ? null : bundle.getEntry(path.strip());
            if (document != null) documents.add(document);
        }
        return documents;
    }

    // The JDK's own, whatever other parsers a framework offers; it loads nothing from outside.
    private static SAXParserFactory parser() throws SAXException, ParserConfigurationException {
        var factory = SAXParserFactory.newDefaultInstance();
        factory.setFeature(NO_DOCTYPE, true);
        return factory;
    }

    @Override
    public void startElement(String uri, String localName, String name, Attributes attributes) {
        if (!name.equals("property") || !OsgiCarriers.SCHEME.equals(attributes.getValue("name"))) return;
        var one = attributes.getValue("value");
        if (one == null) values = new StringBuilder();
        else schemes.add(one);
    }

    @Override
    public void characters(char[] text, int start, int length) {
        if (values != null) values.append(text, start, length);
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        if (values == null) return;
        values.toString().lines().map(String::strip).filter(v -> !v.isEmpty()).forEach(schemes::add);
        values = null;
    }
}
