package org.osier.core.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParser;
import javax.xml.parsers.SAXParserFactory;
import org.osier.core.config.rules.Schema;
import org.xml.sax.SAXException;

/** Reads metatype documents ({@code OSGI-INF/metatype/*.xml}): the keys of each PID that one designates. */
public final class MetatypeReader {
    /** Where a bundle has them. */
    public static final String FOLDER = "OSGI-INF/metatype/";

    /** PIDs that begin so are ours to check, whoever made their bundle. */
    public static final String OURS = "org.osier.";

    /** A key takes about 200 bytes. */
    static final int MAX_BYTES = 262_144;

    private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

    private MetatypeReader() {}

    /**
     * The keys by PID or factory PID, of those PIDs that are ours to check.
     *
     * @throws IOException if it cannot be read, is longer than 256 KiB or no metatype document
     */
    public static Map<String, Schema> read(InputStream in) throws IOException {
        var bytes = in.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) throw new IOException("it is longer than " + MAX_BYTES + " bytes");
        var handler = new MetatypeHandler();
        try {
            parser().parse(new ByteArrayInputStream(bytes), handler);
        } catch (SAXException e) {
            throw new IOException("it is no metatype document: " + e.getMessage(), e);
        }
        var ours = new HashMap<>(handler.schemas());
        ours.keySet().removeIf(pid -> !pid.startsWith(OURS));
        return ours;
    }

    // The JDK's own, whatever other parsers a framework offers; it loads nothing from outside.
    private static SAXParser parser() throws SAXException {
        var factory = SAXParserFactory.newDefaultInstance();
        try {
            factory.setFeature(NO_DOCTYPE, true);
            return factory.newSAXParser();
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }
}
