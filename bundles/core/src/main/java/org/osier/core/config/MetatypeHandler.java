package org.osier.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osier.core.config.rules.Attribute;
import org.osier.core.config.rules.Schema;
import org.osier.core.config.rules.Type;
import org.xml.sax.Attributes;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Takes the elements of one document in their order (OSGi Compendium, 105.8). */
final class MetatypeHandler extends DefaultHandler {
    private final Map<String, List<Attribute>> classes = new HashMap<>();
    private final Map<String, String> classOfPid = new HashMap<>();
    private List<Attribute> keys = new ArrayList<>();
    private @Nullable Attribute key;
    private List<String> options = new ArrayList<>();
    private @Nullable String pid;

    @Override
    public void startElement(String uri, String localName, String name, Attributes values) throws SAXException {
        switch (withoutPrefix(name)) {
            case "OCD" -> classes.put(required(values, "id"), keys = new ArrayList<>());
            case "AD" -> {
                key = attribute(values);
                options = new ArrayList<>();
            }
            case "Option" -> options.add(required(values, "value"));
            case "Designate" -> {
                var factory = values.getValue("factoryPid");
                pid = factory == null || factory.isEmpty() ? values.getValue("pid") : factory;
            }
            case "Object" -> {
                if (pid != null) classOfPid.put(pid, required(values, "ocdref"));
            }
            default -> {}
        }
    }

    @Override
    public void endElement(String uri, String localName, String name) {
        if (!withoutPrefix(name).equals("AD") || key == null) return;
        keys.add(new Attribute(
                key.id(), key.type(), key.cardinality(), key.min(), key.max(), options, key.defaultValue()));
        key = null;
    }

    /** By PID, when the document has ended. */
    Map<String, Schema> schemas() {
        var schemas = new HashMap<String, Schema>();
        classOfPid.forEach((pid, ocd) -> {
            var keys = classes.get(ocd);
            if (keys != null) schemas.put(pid, new Schema(keys));
        });
        return schemas;
    }

    private static Attribute attribute(Attributes values) throws SAXException {
        var type = values.getValue("type");
        int cardinality = cardinality(values.getValue("cardinality"));
        return new Attribute(
                required(values, "id"),
                type == null ? Type.STRING : Type.named(type),
                cardinality,
                values.getValue("min"),
                values.getValue("max"),
                List.of(),
                defaultValue(values.getValue("default"), cardinality));
    }

    private static int cardinality(@Nullable String text) throws SAXException {
        try {
            return text == null ? 0 : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new SAXException("cardinality " + text, e);
        }
    }

    /** Commas part values; one that belongs to a value stands behind a backslash, as does a backslash. */
    private static @Nullable Object defaultValue(@Nullable String text, int cardinality) {
        if (text == null) return null;
        if (cardinality == 0) return withoutBackslashes(text);
        return Arrays.stream(text.split("(?<!\\\\),"))
                .map(MetatypeHandler::withoutBackslashes)
                .toList();
    }

    private static String withoutBackslashes(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    private static String required(Attributes values, String name) throws SAXException {
        var value = values.getValue(name);
        if (value == null) throw new SAXException("an element without " + name);
        return value;
    }

    private static String withoutPrefix(String name) {
        return name.substring(name.indexOf(':') + 1);
    }
}
