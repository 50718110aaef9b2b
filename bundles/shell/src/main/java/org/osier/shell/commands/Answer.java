package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.osier.shell.screen.HexDump;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Units;

/**
 * The payload of an answer, which may be anything: text is shown as text, everything else as a hex dump.
 *
 * @param bytes all of it
 * @param text the same, empty if it is not UTF-8 or has control characters other than tab and line ends
 */
record Answer(ByteBuffer bytes, Optional<String> text) {
    /** Most characters of a text on a screen: nobody reads more, and a document has the rest. */
    private static final int MAX_TEXT = 16_384;

    private static final int MAX_HEX_BYTES = 256;

    static Answer of(ByteBuffer bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(bytes.slice()).toString();
            boolean binary = text.chars().anyMatch(c -> c < 0x20 && c != '\n' && c != '\r' && c != '\t');
            return new Answer(bytes, binary ? Optional.empty() : Optional.of(text));
        } catch (CharacterCodingException e) {
            return new Answer(bytes, Optional.empty());
        }
    }

    void print(Out out) {
        if (text.isEmpty()) {
            HexDump.lines(bytes, MAX_HEX_BYTES).forEach(out::line);
            if (bytes.remaining() > MAX_HEX_BYTES) more(out, bytes.remaining() - MAX_HEX_BYTES, "byte");
            return;
        }
        var all = text.get();
        if (all.isEmpty()) return;
        var shown = all.substring(0, Math.min(all.length(), MAX_TEXT)).replace("\t", "    ");
        shown.lines().forEach(out::line);
        if (all.length() > MAX_TEXT) more(out, all.length() - MAX_TEXT, "character");
    }

    private static void more(Out out, int number, String noun) {
        out.line(".. " + Units.count(number, noun) + " more: --json has all");
    }

    /** Text, or base64 where there is none: exactly one of the two is not null. */
    void addTo(JsonObject document) {
        document.addProperty("text", text.orElse(null));
        var copy = new byte[bytes.remaining()];
        bytes.slice().get(copy);
        document.addProperty(
                "base64", text.isPresent() ? null : Base64.getEncoder().encodeToString(copy));
    }
}
