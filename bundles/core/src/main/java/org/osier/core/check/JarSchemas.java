package org.osier.core.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import org.osier.core.config.MetatypeReader;
import org.osier.core.config.rules.Schema;

/** The keys of every PID of ours, from the metatype documents of jars. */
final class JarSchemas {
    private JarSchemas() {}

    /** What cannot be read is passed over: its bundle is not installed either, and says why. */
    static Map<String, Schema> read(List<Path> jars) {
        var schemas = new HashMap<String, Schema>();
        for (var file : jars) {
            try (var jar = new JarFile(file.toFile())) {
                for (var entry :
                        jar.stream().filter(e -> isMetatype(e.getName())).toList()) {
                    try (var in = jar.getInputStream(entry)) {
                        schemas.putAll(MetatypeReader.read(in));
                    }
                }
            } catch (IOException e) {
                continue;
            }
        }
        return schemas;
    }

    private static boolean isMetatype(String name) {
        return name.startsWith(MetatypeReader.FOLDER) && name.endsWith(".xml");
    }
}
