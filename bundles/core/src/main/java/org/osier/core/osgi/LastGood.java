package org.osier.core.osgi;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values that count, in a file of core's own storage: when core is updated while a file in {@code etc/} is bad, the
 * next core goes on with them. The stand-alone runtime clears that storage when it starts: what counts then is
 * {@code etc/}.
 */
final class LastGood {
    private static final Logger log = LoggerFactory.getLogger(LastGood.class);

    /** Far more than a node's configurations; a longer file was not written here. */
    private static final long MAX_BYTES = 1 << 20;

    private final Path file;

    LastGood(Path file) {
        this.file = file;
    }

    /** By configuration and key; nothing if there is no such file, or none that can be used. */
    Map<String, Map<String, Object>> read() {
        try {
            if (!Files.exists(file) || Files.size(file) > MAX_BYTES) return Map.of();
            var read = new HashMap<String, Map<String, Object>>();
            JsonParser.parseString(Files.readString(file))
                    .getAsJsonObject()
                    .entrySet()
                    .forEach(configuration -> {
                        var values = new HashMap<String, Object>();
                        configuration
                                .getValue()
                                .getAsJsonObject()
                                .asMap()
                                .forEach((key, value) -> values.put(key, value(value)));
                        read.put(configuration.getKey(), values);
                    });
            return read;
        } catch (IOException | JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            log.warn("{}: the last good configuration cannot be read, defaults stand in: {}", file, e.getMessage());
            return Map.of();
        }
    }

    private static Object value(JsonElement value) {
        if (!value.isJsonArray()) return value.getAsString();
        return value.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    void write(Map<String, Map<String, Object>> counting) {
        var json = new JsonObject();
        counting.forEach((id, properties) -> {
            var values = new JsonObject();
            properties.forEach((key, value) -> values.add(key, json(value)));
            json.add(id, values);
        });
        // Whole or not at all, but without waiting for the disk: after a crash of the machine the defaults stand in.
        var temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            Files.writeString(temporary, json.toString());
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            log.warn("{}: the last good configuration cannot be kept for an update of core, {}", file, e.toString());
        }
    }

    private static JsonElement json(Object value) {
        if (!(value instanceof Collection<?> several)) return new JsonPrimitive(value.toString());
        var array = new JsonArray();
        several.forEach(one -> array.add(String.valueOf(one)));
        return array;
    }
}
