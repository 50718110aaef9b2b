package org.osier;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Test vectors from {@code src/test/resources/vectors}. */
public final class Vectors {
    private Vectors() {}

    /** The document with this file name. */
    public static JsonObject read(String file) {
        var stream = Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + file), file);
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a list. */
    public static Stream<JsonObject> objects(JsonArray list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonElement::getAsJsonObject);
    }

    /** The bytes of a member that is written in hex. */
    public static byte[] hex(JsonObject object, String member) {
        return HexFormat.of().parseHex(object.get(member).getAsString());
    }
}
