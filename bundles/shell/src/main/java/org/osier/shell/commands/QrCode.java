package org.osier.shell.commands;

import io.nayuki.qrcodegen.QrCode.Ecc;
import java.util.List;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;

/**
 * A text as a QR code of half blocks: two rows of it in a line. What is light is drawn, as a terminal is dark; a reader takes
 * it the other way round too.
 */
final class QrCode {
    /** The standard asks for a margin of 4 (ISO/IEC 18004, 6.3.8); readers are content with 2. */
    private static final int MARGIN = 2;

    private QrCode() {}

    static void draw(Out out, String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.LOW);
        for (int y = -MARGIN; y < code.size + MARGIN; y += 2) {
            var line = new StringBuilder("  ");
            for (int x = -MARGIN; x < code.size + MARGIN; x++) {
                // Out of it nothing is dark.
                line.append(half(!code.getModule(x, y), !code.getModule(x, y + 1) && y + 1 < code.size + MARGIN));
            }
            out.line(List.of(Span.of(line.toString())));
        }
    }

    private static char half(boolean upper, boolean lower) {
        if (upper) return lower ? '\u2588' : '\u2580';
        return lower ? '\u2584' : ' ';
    }
}
