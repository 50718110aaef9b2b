package org.osier.core.identity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.osier.core.crypto.BadSealException;
import org.osier.core.crypto.PassphraseSeal;
import org.osier.node.NodeId;

/**
 * A copy of an identity for safe keeping: JSON, {@code {"schema":"osier.identity/1","node":"64 hex digits","sealed":"hex"}},
 * unknown keys ignored. Sealed ({@link PassphraseSeal}, context {@code "osier/1 identity\0"} and the 32 bytes of the node's id)
 * is {@code [u8 1][32 Ed25519 seed][32 X25519 private key][u64 serial]}, the serial being the last one that the node used.
 */
public final class IdentityFile {
    /** Far more than one of ours has; what is unknown may fill the rest. */
    public static final int MAX_BYTES = 16_384;

    private static final String SCHEMA = "osier.identity/1";
    private static final byte[] CONTEXT = "osier/1 identity\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte VERSION = 1;
    private static final int KEY_BYTES = 32;
    private static final int SECRET_BYTES = 1 + 2 * KEY_BYTES + Long.BYTES;

    /** Serials are below 2^48 (WIRE.md, section 7). */
    private static final long SERIAL_LIMIT = 1L << 48;

    private static final Pattern HEX = Pattern.compile("[0-9a-f]*");

    private IdentityFile() {}

    /** What a copy holds. @param serial the last one that was used when it was made */
    public record Contents(Identity identity, long serial) {}

    /** Something is no copy of an identity, or does not open. The message says why, for people. */
    public static final class BadIdentityFileException extends Exception {
        private static final long serialVersionUID = 1;

        BadIdentityFileException(String message) {
            super(message);
        }
    }

    /** UTF-8, ends with a line feed. @param random fit for keys */
    public static byte[] write(Contents contents, char[] passphrase, RandomGenerator random) {
        var identity = contents.identity;
        var secret = ByteBuffer.allocate(SECRET_BYTES)
                .put(VERSION)
                .put(identity.seed())
                .put(identity.linkPrivateKey())
                .putLong(contents.serial)
                .array();
        var sealed = PassphraseSeal.seal(passphrase, context(identity.id()), secret, random);
        Arrays.fill(secret, (byte) 0);
        var json = new JsonObject();
        json.addProperty("schema", SCHEMA);
        json.addProperty("node", identity.id().toString());
        json.addProperty("sealed", HexFormat.of().formatHex(sealed));
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** Reads what {@link #write} wrote. @param bytes anything, hostile ones too */
    public static Contents read(byte[] bytes, char[] passphrase) throws BadIdentityFileException {
        var json = object(bytes);
        if (!SCHEMA.equals(text(json, "schema"))) throw bad("\"schema\" is not \"" + SCHEMA + "\"");
        var node = hex(json, "node");
        if (node.length != NodeId.BYTES) throw bad("\"node\" has not 64 hex digits");
        var id = NodeId.of(node);
        byte[] secret;
        try {
            secret = PassphraseSeal.open(passphrase, context(id), hex(json, "sealed"));
        } catch (BadSealException e) {
            throw bad(e.getMessage());
        }
        try {
            return contents(id, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static Contents contents(NodeId id, byte[] secret) throws BadIdentityFileException {
        if (secret.length != SECRET_BYTES || secret[0] != VERSION) throw bad("what it holds is of another version");
        var in = ByteBuffer.wrap(secret, 1, SECRET_BYTES - 1);
        var seed = new byte[KEY_BYTES];
        var linkPrivateKey = new byte[KEY_BYTES];
        in.get(seed).get(linkPrivateKey);
        long serial = in.getLong();
        var identity = Identity.of(seed, linkPrivateKey);
        if (!identity.id().equals(id) || serial < 0 || serial >= SERIAL_LIMIT) throw bad("it contradicts itself");
        return new Contents(identity, serial);
    }

    private static JsonObject object(byte[] bytes) throws BadIdentityFileException {
        try {
            var reader = new JsonReader(new StringReader(new String(bytes, StandardCharsets.UTF_8)));
            reader.setStrictness(Strictness.STRICT);
            JsonElement json = JsonParser.parseReader(reader);
            if (json.isJsonObject()) return json.getAsJsonObject();
        } catch (JsonParseException e) {
            // What the parser says quotes the text.
        }
        throw bad("it is not a JSON object");
    }

    private static String text(JsonObject json, String key) throws BadIdentityFileException {
        var value = json.get(key);
        if (value == null
                || !value.isJsonPrimitive()
                || !value.getAsJsonPrimitive().isString()) {
            throw bad("\"" + key + "\" is missing, or is no text");
        }
        return value.getAsString();
    }

    private static byte[] hex(JsonObject json, String key) throws BadIdentityFileException {
        var text = text(json, key);
        if (text.length() % 2 != 0 || !HEX.matcher(text).matches())
            throw bad("\"" + key + "\" is not hex in lower case");
        return HexFormat.of().parseHex(text);
    }

    private static byte[] context(NodeId id) {
        return ByteBuffer.allocate(CONTEXT.length + NodeId.BYTES)
                .put(CONTEXT)
                .put(id.bytes())
                .array();
    }

    private static BadIdentityFileException bad(String what) {
        return new BadIdentityFileException(what);
    }
}
