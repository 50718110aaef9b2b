package org.osier.core.operator;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.osier.core.crypto.Argon2id;

/**
 * An administrator's key file as JSON, {@code "schema":"osier.administrator/1"}. Reads strictly: every key once, unknown ones
 * ignored, hex in lower case and of its length.
 *
 * @param name of the cluster, for people
 * @param cluster its id
 * @param key Ed25519 public key
 * @param argon how the passphrase becomes a key
 * @param sealed seed and tag
 */
record KeyFileJson(String name, byte[] cluster, byte[] key, Argon2id argon, byte[] salt, byte[] nonce, byte[] sealed) {
    private static final String SCHEMA = "osier.administrator/1";
    private static final String KDF = "argon2id-19";
    private static final String CIPHER = "aes-256-gcm";
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})*");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    /** What is wrong with a text. */
    static final class BadKeyFileException extends Exception {
        private static final long serialVersionUID = 1;

        BadKeyFileException(String message) {
            super(message);
        }
    }

    KeyFileJson sealed(byte[] sealed) {
        return new KeyFileJson(name, cluster, key, argon, salt, nonce, sealed);
    }

    /** UTF-8, ends with a line feed. */
    byte[] write() {
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("schema").value(SCHEMA);
            json.name("name").value(name);
            json.name("cluster").value(hex(cluster));
            json.name("key").value(hex(key));
            json.name("kdf").value(KDF);
            json.name("memoryKiB").value(argon.memoryKib());
            json.name("iterations").value(argon.passes());
            json.name("parallelism").value(argon.lanes());
            json.name("salt").value(hex(salt));
            json.name("cipher").value(CIPHER);
            json.name("nonce").value(hex(nonce));
            json.name("sealed").value(hex(sealed));
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static KeyFileJson read(byte[] bytes) throws BadKeyFileException {
        var values = values(new String(bytes, StandardCharsets.UTF_8));
        is(values, "schema", SCHEMA);
        is(values, "kdf", KDF);
        is(values, "cipher", CIPHER);
        try {
            var argon = new Argon2id(
                    number(values, "memoryKiB"), number(values, "iterations"), number(values, "parallelism"));
            return new KeyFileJson(
                    text(values, "name"),
                    hex(values, "cluster", 32),
                    hex(values, "key", 32),
                    argon,
                    hex(values, "salt", 16),
                    hex(values, "nonce", 12),
                    hex(values, "sealed", 48));
        } catch (IllegalArgumentException e) {
            throw new BadKeyFileException("out of range: " + e.getMessage());
        }
    }

    private static Map<String, String> values(String text) throws BadKeyFileException {
        try (var json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            var values = new HashMap<String, String>();
            json.beginObject();
            while (json.hasNext()) {
                var key = json.nextName();
                var token = json.peek();
                boolean plain = token == JsonToken.STRING || token == JsonToken.NUMBER;
                if (!plain) json.skipValue();
                if (values.put(key, plain ? json.nextString() : "") != null) {
                    throw new BadKeyFileException("a key stands there twice");
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) throw new BadKeyFileException("something follows the object");
            return values;
        } catch (IOException | IllegalStateException e) {
            throw new BadKeyFileException("it is not a JSON object");
        }
    }

    private static void is(Map<String, String> values, String key, String expected) throws BadKeyFileException {
        if (!text(values, key).equals(expected)) {
            throw new BadKeyFileException("\"" + key + "\" is not \"" + expected + "\"");
        }
    }

    private static String text(Map<String, String> values, String key) throws BadKeyFileException {
        var value = values.get(key);
        if (value == null) throw new BadKeyFileException("\"" + key + "\" is missing");
        return value;
    }

    private static int number(Map<String, String> values, String key) throws BadKeyFileException {
        var value = text(values, key);
        if (!NUMBER.matcher(value).matches()) throw new BadKeyFileException("\"" + key + "\" is no number");
        return Integer.parseInt(value);
    }

    private static byte[] hex(Map<String, String> values, String key, int length) throws BadKeyFileException {
        var value = text(values, key);
        if (value.length() != 2 * length || !HEX.matcher(value).matches()) {
            throw new BadKeyFileException("\"" + key + "\" has not " + 2 * length + " hex digits in lower case");
        }
        return HexFormat.of().parseHex(value);
    }
}
