package org.osier.core.config.rules;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One key of a configuration as its metatype describes it.
 *
 * @param id the key
 * @param type of its value, of each of its values if there may be several
 * @param cardinality how many values: 0 one, else its absolute value at most
 * @param min the least number, or the least length of a text; null: none
 * @param max the greatest number, or the greatest length of a text; null: none
 * @param options the only values allowed; empty: any
 * @param defaultValue what counts if nobody says anything, a text or a list of them; null: nothing
 */
public record Attribute(
        String id,
        Type type,
        int cardinality,
        @Nullable String min,
        @Nullable String max,
        List<String> options,
        @Nullable Object defaultValue) {
    /** Longer values are cut in messages. */
    private static final int SHOWN = 60;

    public Attribute {
        options = List.copyOf(options);
    }

    /** What is wrong with this value, in words that name key, value and what is expected. */
    Optional<String> complaint(Object value) {
        var entries = entries(value);
        int most = cardinality == 0 ? 1 : Math.abs(cardinality == Integer.MIN_VALUE ? Integer.MAX_VALUE : cardinality);
        if (entries.size() > most) {
            var expected = most == 1 ? "one value" : "at most " + most + " values";
            return Optional.of(id + " has " + entries.size() + " values, expected " + expected);
        }
        return entries.stream()
                .filter(entry -> !accepts(entry))
                .findFirst()
                .map(entry -> id + " = " + shown(entry) + ", expected " + expected());
    }

    /** The value as a component can convert it: numbers and the like without the blanks that an editor may leave. */
    Object clean(Object value) {
        return value instanceof String text && !type.isText() && type != Type.CHARACTER ? text.strip() : value;
    }

    /** What a value must be, in words. */
    public String expected() {
        if (!options.isEmpty()) return alternatives();
        if (type.isText()) {
            return min == null && max == null ? "text" : "text of " + range() + " characters";
        }
        return min == null && max == null ? type.words() : type.words() + ", " + range();
    }

    private boolean accepts(String entry) {
        if (!type.accepts(entry)) return false;
        if (!options.isEmpty()) return options.contains(entry);
        if (type.isText()) return within(BigDecimal.valueOf(entry.length()));
        var number = type.isNumber() ? type.number(entry) : null;
        return number == null || within(number);
    }

    private boolean within(BigDecimal number) {
        var least = limit(min);
        var most = limit(max);
        return (least == null || number.compareTo(least) >= 0) && (most == null || number.compareTo(most) <= 0);
    }

    private static @Nullable BigDecimal limit(@Nullable String text) {
        return text == null ? null : Type.DOUBLE.number(text.strip());
    }

    private String range() {
        if (min == null) return "at most " + max;
        return max == null ? "at least " + min : min + " to " + max;
    }

    private String alternatives() {
        int last = options.size() - 1;
        return last == 0 ? options.get(0) : String.join(", ", options.subList(0, last)) + " or " + options.get(last);
    }

    private String shown(String entry) {
        if (type == Type.PASSWORD) return "(a secret)";
        if (entry.isEmpty()) return "(nothing)";
        var clean = entry.replaceAll("\\p{C}", "?");
        return clean.length() <= SHOWN ? clean : clean.substring(0, SHOWN) + "..";
    }

    private List<String> entries(Object value) {
        var entries = new ArrayList<String>();
        if (value instanceof Collection<?> several) several.forEach(one -> entries.add(String.valueOf(one)));
        else if (!value.getClass().isArray()) entries.add(String.valueOf(clean(value)));
        else for (int i = 0; i < Array.getLength(value); i++) entries.add(String.valueOf(Array.get(value, i)));
        return entries;
    }
}
