package org.osier.core.check;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts in what a value refers to, as File Install does: {@code ${name}}, {@code ${name:-if there is none}} and
 * {@code ${name:+if there is one}}, one in another. A name is another key of the file, or a property of the system.
 */
final class Variables {
    private static final String START = "${";

    private final Map<String, String> keys;
    private final UnaryOperator<@Nullable String> outside;

    /** @param outside answers null to a name that it does not know */
    Variables(Map<String, String> keys, UnaryOperator<@Nullable String> outside) {
        this.keys = keys;
        this.outside = outside;
    }

    /** The value of a key. @throws IllegalArgumentException if it refers to itself */
    String value(String key) {
        return put(keys.getOrDefault(key, ""), new HashSet<>(Set.of(key)));
    }

    private String put(String text, Set<String> open) {
        int end = text.indexOf('}');
        while (end >= 0) {
            int start = text.lastIndexOf(START, end); // the innermost one
            if (start < 0) return text;
            text = text.substring(0, start)
                    + one(text.substring(start + START.length(), end), open)
                    + text.substring(end + 1);
            end = text.indexOf('}');
        }
        return text;
    }

    private String one(String expression, Set<String> open) {
        int colon = expression.indexOf(':');
        while (colon >= 0 && !expression.startsWith(":-", colon) && !expression.startsWith(":+", colon)) {
            colon = expression.indexOf(':', colon + 1); // env:NAME
        }
        var name = colon < 0 ? expression : expression.substring(0, colon);
        var other = colon < 0 ? "" : expression.substring(colon + 2);
        var value = known(name, open);
        if (colon >= 0 && expression.charAt(colon + 1) == '+') return value.isEmpty() ? "" : other;
        return value.isEmpty() ? other : value;
    }

    private String known(String name, Set<String> open) {
        var key = keys.get(name);
        if (key == null) {
            var value = outside.apply(name);
            return value == null ? "" : value;
        }
        if (!open.add(name)) throw new IllegalArgumentException(name + " refers to itself");
        var value = put(key, open);
        open.remove(name);
        return value;
    }
}
