package org.osier.core.config.rules;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What kind of value a key has, as metatype names it (OSGi Compendium, 105.7.2.2). */
public enum Type {
    STRING("text"),
    PASSWORD("text"),
    BOOLEAN("true or false"),
    CHARACTER("one character"),
    BYTE("a whole number", Byte.MIN_VALUE, Byte.MAX_VALUE),
    SHORT("a whole number", Short.MIN_VALUE, Short.MAX_VALUE),
    INTEGER("a whole number", Integer.MIN_VALUE, Integer.MAX_VALUE),
    LONG("a whole number", Long.MIN_VALUE, Long.MAX_VALUE),
    FLOAT("a number"),
    DOUBLE("a number");

    private final String words;
    private final @Nullable BigDecimal least;
    private final @Nullable BigDecimal most;

    Type(String words) {
        this.words = words;
        this.least = null;
        this.most = null;
    }

    Type(String words, long least, long most) {
        this.words = words;
        this.least = BigDecimal.valueOf(least);
        this.most = BigDecimal.valueOf(most);
    }

    /** The type of this name in a metatype document; a name that nobody knows accepts any text. */
    public static Type named(String name) {
        if (name.equals("Char")) return CHARACTER;
        for (var type : values()) {
            if (type.name().equalsIgnoreCase(name)) return type;
        }
        return STRING;
    }

    /** How a value is described to an operator. */
    String words() {
        return words;
    }

    boolean isText() {
        return this == STRING || this == PASSWORD;
    }

    boolean isNumber() {
        return least != null || this == FLOAT || this == DOUBLE;
    }

    /** Whether this text is a value of this type. Blanks around it count as part of it only where all text is allowed. */
    boolean accepts(String text) {
        return switch (this) {
            case STRING, PASSWORD -> true;
            case BOOLEAN -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
            case CHARACTER -> text.length() == 1;
            case BYTE, SHORT, INTEGER, LONG, FLOAT, DOUBLE -> number(text) != null;
        };
    }

    /** The number that this text is, null if it is none of this type. */
    @Nullable
    BigDecimal number(String text) {
        if (text.length() > 400) return null; // no number of these types is longer, and parsing such a one takes long
        try {
            if (least == null || most == null) {
                return Double.isFinite(Double.parseDouble(text)) ? new BigDecimal(text) : null;
            }
            var number = BigDecimal.valueOf(Long.parseLong(text));
            return number.compareTo(least) < 0 || number.compareTo(most) > 0 ? null : number;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
