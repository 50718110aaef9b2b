package org.osier.core.cluster;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A cluster as JSON, {@code "schema":"osier.cluster/1"} (WIRE.md, section 9). Reads strictly: every key once, unknown
 * ones ignored, hex in lower case, the name is that of the genesis. No message repeats a value: one of them is secret.
 * What a rotation brings stands there only when there was one.
 */
final class ClusterJson {
    private static final String SCHEMA = "osier.cluster/1";
    private static final Pattern HEX = Pattern.compile("([0-9a-f]{2})*");
    private static final Pattern EPOCH = Pattern.compile("[1-9][0-9]{0,9}");
    private static final long MAX_EPOCH = 0xffff_ffffL;
    private static final byte[] NOTHING = {};

    private ClusterJson() {}

    /** UTF-8, ends with a line feed. */
    static byte[] write(Membership membership) {
        var cluster = membership.now();
        var text = new StringWriter();
        try (var json = new JsonWriter(text)) {
            json.setIndent("  ");
            json.beginObject();
            json.name("schema").value(SCHEMA);
            json.name("name").value(cluster.name());
            json.name("genesis")
                    .value(HexFormat.of().formatHex(cluster.genesis().bytes()));
            json.name("epoch").value(Integer.toUnsignedLong(cluster.epoch()));
            json.name("secret").value(HexFormat.of().formatHex(cluster.secret()));
            if (membership.before().isPresent()) {
                hex(json, "previous", membership.before().get().secret());
            }
            hex(json, "rotation", membership.encodedRotation().orElse(NOTHING));
            hex(json, "roster", membership.roster().bytes());
            hex(json, "revoked", membership.owed().bytes());
            hex(json, "known", membership.known().bytes());
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a StringWriter does not fail", e);
        }
        return (text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void hex(JsonWriter json, String key, byte[] value) throws IOException {
        if (value.length > 0) json.name(key).value(HexFormat.of().formatHex(value));
    }

    /** What is wrong with a text, without its values. */
    static final class BadClusterJsonException extends Exception {
        private static final long serialVersionUID = 1;

        BadClusterJsonException(String message) {
            super(message);
        }
    }

    static Membership read(byte[] bytes) throws BadClusterJsonException {
        var values = values(text(bytes));
        for (var key : Arrays.asList("schema", "name", "genesis", "epoch", "secret")) {
            if (!values.containsKey(key)) throw bad("\"" + key + "\" is missing");
        }
        if (!values.get("schema").equals(SCHEMA)) throw bad("\"schema\" is not \"" + SCHEMA + "\"");
        var genesis = genesis(hex(values, "genesis"));
        if (!values.get("name").equals(genesis.name())) throw bad("\"name\" is not the one of the genesis");
        var secret = hex(values, "secret");
        if (secret.length != Cluster.SECRET_BYTES) throw bad("\"secret\" has not 64 hex digits");
        return membership(Cluster.of(genesis, epoch(values.get("epoch")), secret), values);
    }

    private static Membership membership(Cluster now, Map<String, String> values) throws BadClusterJsonException {
        try {
            var encoded = Optional.of(hexOrNothing(values, "rotation")).filter(bytes -> bytes.length > 0);
            var joined = Membership.joined(now, encoded);
            var roster = Roster.parse(hexOrNothing(values, "roster"));
            if (roster.size() > 0
                    && joined.rotation().filter(r -> r.keeps(roster)).isEmpty()) {
                throw bad("\"roster\" is not that of its rotation");
            }
            var revoked = joined.revoked()
                    .and(Roster.parse(hexOrNothing(values, "revoked")).ids());
            var known = Roster.parse(hexOrNothing(values, "known"));
            return new Membership(now, before(now, values), joined.rotation(), roster, revoked, known);
        } catch (BadDocumentException e) {
            throw bad("\"rotation\", \"roster\", \"revoked\" or \"known\": " + e.getMessage());
        }
    }

    private static Optional<Cluster> before(Cluster now, Map<String, String> values) throws BadClusterJsonException {
        var secret = hexOrNothing(values, "previous");
        if (secret.length == 0) return Optional.empty();
        if (secret.length != Cluster.SECRET_BYTES) throw bad("\"previous\" has not 64 hex digits");
        if (now.epoch() == 1) throw bad("\"previous\": nothing is before epoch 1");
        return Optional.of(Cluster.of(now.genesis(), now.epoch() - 1, secret));
    }

    private static byte[] hexOrNothing(Map<String, String> values, String key) throws BadClusterJsonException {
        return values.containsKey(key) ? hex(values, key) : NOTHING;
    }

    private static String text(byte[] bytes) throws BadClusterJsonException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw bad("it is not UTF-8");
        }
    }

    private static Map<String, String> values(String text) throws BadClusterJsonException {
        try (var json = new JsonReader(new StringReader(text))) {
            json.setStrictness(Strictness.STRICT);
            var values = new HashMap<String, String>();
            var keys = new HashSet<String>();
            json.beginObject();
            while (json.hasNext()) {
                var key = json.nextName();
                if (!keys.add(key)) throw bad("a key stands there twice");
                switch (key) {
                    case "schema", "name", "genesis", "secret", "previous", "rotation", "roster", "revoked", "known" ->
                        values.put(key, value(json, key, JsonToken.STRING));
                    case "epoch" -> values.put(key, value(json, key, JsonToken.NUMBER));
                    default -> json.skipValue();
                }
            }
            json.endObject();
            if (json.peek() != JsonToken.END_DOCUMENT) throw bad("something follows the object");
            return values;
        } catch (IOException | IllegalStateException e) {
            // What the parser says quotes the text.
            throw bad("it is not a JSON object");
        }
    }

    private static String value(JsonReader json, String key, JsonToken token)
            throws IOException, BadClusterJsonException {
        if (json.peek() != token) {
            throw bad("\"" + key + "\" is not a " + (token == JsonToken.STRING ? "string" : "number"));
        }
        return json.nextString();
    }

    private static byte[] hex(Map<String, String> values, String key) throws BadClusterJsonException {
        var text = values.get(key);
        if (!HEX.matcher(text).matches()) throw bad("\"" + key + "\" is not hex in lower case");
        return HexFormat.of().parseHex(text);
    }

    private static Genesis genesis(byte[] bytes) throws BadClusterJsonException {
        try {
            return Genesis.parse(bytes);
        } catch (BadGenesisException e) {
            throw bad("\"genesis\" is " + e.getMessage());
        }
    }

    private static int epoch(String number) throws BadClusterJsonException {
        if (!EPOCH.matcher(number).matches() || Long.parseLong(number) > MAX_EPOCH) {
            throw bad("\"epoch\" is not a whole number from 1 to " + MAX_EPOCH);
        }
        return (int) Long.parseLong(number);
    }

    private static BadClusterJsonException bad(String what) {
        return new BadClusterJsonException(what);
    }
}
