package org.osier.shell.doctor;

import java.util.regex.Pattern;

/**
 * A sentence of the node, which has its code somewhere in it, taken apart.
 *
 * @param code the nnn of OSIER-nnn, 0 without one
 * @param text the sentence without it
 */
record Coded(int code, String text) {
    private static final Pattern CODE = Pattern.compile("\\bOSIER-(\\d{3}):? ");

    static Coded of(String sentence) {
        var code = CODE.matcher(sentence);
        int number = code.find() ? Integer.parseInt(code.group(1)) : 0;
        return new Coded(number, code.replaceFirst(""));
    }
}
