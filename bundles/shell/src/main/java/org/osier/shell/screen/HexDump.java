package org.osier.shell.screen;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Bytes for people: offset, sixteen bytes in hex, the same as ASCII. */
public final class HexDump {
    private static final int PER_LINE = 16;

    private HexDump() {}

    /** @param bytes its position does not move @param limit at most so many bytes are shown */
    public static List<String> lines(ByteBuffer bytes, int limit) {
        var lines = new ArrayList<String>();
        int size = Math.min(limit, bytes.remaining());
        for (int at = 0; at < size; at += PER_LINE) {
            var hex = new StringBuilder();
            var ascii = new StringBuilder();
            for (int i = at; i < Math.min(at + PER_LINE, size); i++) {
                int b = bytes.get(bytes.position() + i) & 0xff;
                hex.append(String.format(Locale.ROOT, "%02x ", b));
                ascii.append(b >= 0x20 && b < 0x7f ? (char) b : '.');
            }
            lines.add(String.format(Locale.ROOT, "%08x  %-48s %s", at, hex, ascii));
        }
        return lines;
    }
}
