package org.osier.core.check;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A file of {@code etc/} as File Install reads it, and where its keys stand. */
final class CfgFile {
    private static final int MAX_BYTES = 1 << 20;
    private static final String EXTENSION = ".cfg";

    private final Path file;
    private final Map<String, String> keys = new HashMap<>();
    private final List<String> lines;

    private CfgFile(Path file, Properties properties, List<String> lines) {
        this.file = file;
        this.lines = lines;
        properties.stringPropertyNames().forEach(key -> keys.put(key, properties.getProperty(key)));
    }

    /** @throws IOException whose message says what is wrong with it */
    static CfgFile read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) throw new IOException("it is longer than " + MAX_BYTES + " bytes");
        var text = Files.readString(file, StandardCharsets.ISO_8859_1); // as File Install and Properties read it
        var properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        return new CfgFile(file, properties, text.lines().toList());
    }

    /** Whether this is the name of such a file. */
    static boolean isName(Path file) {
        return file.getFileName().toString().endsWith(EXTENSION);
    }

    /** Whose configuration this file is: {@code pid.cfg}, or {@code pid-instance.cfg} of a factory. */
    static String pid(Path file) {
        var name = file.getFileName().toString();
        var base = name.substring(0, name.length() - EXTENSION.length());
        int dash = base.indexOf('-');
        return dash < 0 ? base : base.substring(0, dash);
    }

    /** Its values, with everything in place of what they refer to. @throws IllegalArgumentException naming the key */
    Map<String, Object> values(UnaryOperator<@Nullable String> outside) {
        var variables = new Variables(keys, outside);
        var values = new TreeMap<String, Object>();
        for (var key : keys.keySet()) values.put(key, variables.value(key));
        return values;
    }

    /** File and, if it is to be found, line of a key. */
    String place(String key) {
        var place = "etc/" + file.getFileName();
        var start = Pattern.compile("^\\s*" + Pattern.quote(key) + "\\s*([=:\\s].*)?$");
        for (int i = lines.size(); i > 0; i--) {
            if (start.matcher(lines.get(i - 1)).matches()) return place + " line " + i;
        }
        return place;
    }
}
