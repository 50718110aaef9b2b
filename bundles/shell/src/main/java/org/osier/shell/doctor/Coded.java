package org.osier.shell.doctor;

import java.util.regex.Pattern;
import org.osier.health.Health;

/**
 * A sentence of the node, which has its code somewhere in it and what to do at its end, taken apart.
 *
 * @param code the nnn of OSIER-nnn, 0 without one
 * @param text the sentence without both
 * @param next what to do, empty if it does not say
 */
record Coded(int code, String text, String next) {
    private static final Pattern CODE = Pattern.compile("\\bOSIER-(\\d{3}):? ");

    static Coded of(String sentence) {
        var code = CODE.matcher(sentence);
        int number = code.find() ? Integer.parseInt(code.group(1)) : 0;
        var parts = code.replaceFirst("").split(Health.NEXT, 2);
        return new Coded(number, parts[0], parts.length == 2 ? parts[1] : "");
    }
}
