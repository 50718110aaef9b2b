package org.osier.shell.commands;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Map;
import java.util.Optional;

/** The words behind the name of a command, sorted into operands and options. Immutable. */
final class Args {
    private final Synopsis synopsis;
    private final List<String> operands;
    private final Map<String, String> options;

    private Args(Synopsis synopsis, List<String> operands, Map<String, String> options) {
        this.synopsis = synopsis;
        this.operands = List.copyOf(operands);
        this.options = Map.copyOf(options);
    }

    /**
     * Options may stand anywhere, as {@code --name value} or {@code --name=value}; behind {@code --} everything is an
     * operand.
     *
     * @throws Failure wrong use: an unknown or doubled option, a missing value, too few or too many operands
     */
    static Args parse(Synopsis synopsis, List<String> words) throws Failure {
        var operands = new ArrayList<String>();
        var options = new HashMap<String, String>();
        var rest = words.listIterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (word.equals("--")) {
                rest.forEachRemaining(operands::add);
            } else if (!word.startsWith("-") || word.length() == 1) {
                operands.add(word);
            } else {
                int equals = word.startsWith("--") ? word.indexOf('=') : -1;
                var name = equals < 0 ? word : word.substring(0, equals);
                var option = synopsis.option(name)
                        .orElseThrow(() -> Failure.wrongUse(synopsis, synopsis.name() + " has no option " + name + ".")
                                .with("a word that begins with - goes behind a --"));
                var value = equals < 0 ? "" : word.substring(equals + 1);
                if (option.valueIsOptional() && equals < 0) {
                    value = nextIfNumber(rest);
                } else if (option.takesValue() && equals < 0) {
                    if (!rest.hasNext()) throw Failure.wrongUse(synopsis, name + " needs " + option.value() + ".");
                    value = rest.next();
                } else if (!option.takesValue() && equals >= 0) {
                    throw Failure.wrongUse(synopsis, name + " takes no value.");
                }
                if (options.put(name, value) != null) throw Failure.wrongUse(synopsis, name + " stands there twice.");
            }
        }
        if (operands.size() < synopsis.requiredOperands()) {
            var missing = synopsis.operands().get(operands.size());
            throw Failure.wrongUse(synopsis, synopsis.name() + " needs " + missing + ".");
        }
        if (operands.size() > synopsis.operands().size()) {
            var extra = operands.get(synopsis.operands().size());
            throw Failure.wrongUse(synopsis, "\"" + extra + "\" is one word too many: put text with blanks in quotes.");
        }
        return new Args(synopsis, operands, options);
    }

    /** The value of an option that may do without: what else stands behind it is an operand. */
    private static String nextIfNumber(ListIterator<String> rest) {
        if (!rest.hasNext()) return "";
        var next = rest.next();
        if (next.matches("[0-9]+")) return next;
        rest.previous();
        return "";
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    /** A required operand. */
    String operand(int index) {
        return operands.get(index);
    }

    /** An operand that may have been left out. */
    Optional<String> optionalOperand(int index) {
        return index < operands.size() ? Optional.of(operands.get(index)) : Optional.empty();
    }

    int number(String option, int min, int max, int otherwise) throws Failure {
        var text = options.get(option);
        if (text == null) return otherwise;
        try {
            int number = Integer.parseInt(text);
            if (number >= min && number <= max) return number;
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw wrongUse(option + " is a number from " + min + " to " + max + ", got " + text + ".");
    }

    /** Seconds with at most three decimals, 0.001 to {@code max}. */
    Duration seconds(String option, Duration max, Duration otherwise) throws Failure {
        var text = options.get(option);
        if (text == null) return otherwise;
        // Bounds the work of BigDecimal, which a large exponent could drive up.
        if (text.matches("\\d{1,9}(\\.\\d{1,3})?")) {
            var time = Duration.ofMillis(new BigDecimal(text).movePointRight(3).longValueExact());
            if (!time.isZero() && time.compareTo(max) <= 0) return time;
        }
        throw wrongUse(option + " is a number of seconds from 0.001 to " + max.toSeconds() + ", got " + text + ".");
    }

    Failure wrongUse(String headline) {
        return Failure.wrongUse(synopsis, headline);
    }
}
