package org.osier.core.cluster;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words of {@link ClusterTool}, sorted into operands and options. Immutable. */
record ToolArguments(List<String> operands, Map<String, String> options) {
    /** Wrong use. */
    static final class WrongUseException extends Exception {
        private static final long serialVersionUID = 1;

        WrongUseException(String message) {
            super(message);
        }
    }

    /**
     * @param valued options that take a value
     * @param plain options that take none
     */
    static ToolArguments parse(List<String> words, int operands, Set<String> valued, Set<String> plain)
            throws WrongUseException {
        var found = new ArrayList<String>();
        var options = new HashMap<String, String>();
        var rest = words.iterator();
        while (rest.hasNext()) {
            var word = rest.next();
            if (valued.contains(word) || plain.contains(word)) {
                var value = "";
                if (valued.contains(word)) {
                    if (!rest.hasNext()) throw new WrongUseException(word + " needs a value");
                    value = rest.next();
                }
                if (options.put(word, value) != null) throw new WrongUseException(word + " stands there twice");
            } else {
                found.add(word);
            }
        }
        if (found.size() != operands) throw new WrongUseException(ClusterTool.USAGE);
        return new ToolArguments(List.copyOf(found), Map.copyOf(options));
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(options.get(option));
    }

    Path file(int operand) {
        return path(operands.get(operand));
    }

    static Path path(String argument) {
        if (argument.isEmpty() || argument.startsWith("-")) throw new InvalidPathException(argument, "not a file");
        return Path.of(argument);
    }
}
