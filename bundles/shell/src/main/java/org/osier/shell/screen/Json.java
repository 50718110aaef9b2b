package org.osier.shell.screen;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;

/** JSON documents: keys in the order in which they were added, {@code null} for what is unknown. */
public final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .serializeNulls()
            .disableHtmlEscaping()
            .create();

    private static final Gson LINES =
            new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

    private Json() {}

    /** A new document. @param schema name and version, for example {@code osier.peers/1} */
    public static JsonObject document(String schema) {
        var document = new JsonObject();
        document.addProperty("schema", schema);
        return document;
    }

    /** As text. Outside of strings it is ASCII, so every character that a terminal could obey may become an escape. */
    static String print(JsonObject document) {
        return harmless(GSON.toJson(document));
    }

    /** The same in one line. */
    static String line(JsonObject document) {
        return harmless(LINES.toJson(document));
    }

    private static String harmless(String json) {
        var text = new StringBuilder();
        json.codePoints().forEach(c -> {
            if (c == '\n' || Text.isHarmless(c)) text.appendCodePoint(c);
            else for (char unit : Character.toChars(c)) text.append(String.format("\\u%04x", (int) unit));
        });
        return text.toString();
    }
}
