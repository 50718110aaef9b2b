package org.osier.launcher.demo;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * What bin/osier said.
 *
 * @param command what it was asked
 * @param code what it ended with, 0 for done
 * @param text everything it printed
 */
record Answer(String command, int code, String text) {
    /** This answer, if it was done. */
    Answer done() throws DemoException {
        if (code == 0) return this;
        var why =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).limit(3);
        throw DemoException.failed("osier " + command + " ended with " + code + ": " + String.join("; ", why.toList()));
    }

    /** The document that {@code --json} printed, done or not. */
    JsonObject json() throws DemoException {
        return parse(text);
    }

    /** What a handler replied to a request, itself a document. */
    JsonObject reply() throws DemoException {
        return parse(text(done().json(), "text"));
    }

    /** The text under {@code key}; empty where there is none. */
    static String text(JsonObject document, String key) {
        var value = document.get(key);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private JsonObject parse(String document) throws DemoException {
        try {
            return JsonParser.parseString(document).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw DemoException.failed("osier " + command + " did not answer with a document: "
                    + document.lines().findFirst().orElse("nothing"));
        }
    }
}
