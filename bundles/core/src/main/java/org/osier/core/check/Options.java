package org.osier.core.check;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osier.core.osgi.CoreKeys;

/**
 * What was typed after {@code check}: the options of {@code run} that change its configuration, and {@code --json}.
 *
 * @param variables what the options set for the files in {@code etc/}, by name
 */
record Options(boolean json, Map<String, String> variables) {
    /** By option of {@code run}: the variable that the launcher sets for it. */
    private static final Map<String, String> VARIABLES = Map.of(
            "--name",
            "osier.name",
            "--listen",
            "osier.listen",
            "--seed",
            "osier.seeds",
            "--cluster",
            "osier.cluster.file");

    static Options parse(List<String> arguments, Path workingDirectory) throws WrongUseException {
        boolean json = false;
        var variables = new HashMap<String, String>();
        for (int i = 0; i < arguments.size(); i++) {
            var argument = arguments.get(i);
            if (argument.equals("--json")) {
                json = true;
                continue;
            }
            int equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            var option = equals < 0 ? argument : argument.substring(0, equals);
            var variable = VARIABLES.get(option);
            if (variable == null) throw new WrongUseException("check has no option " + argument);
            if (equals < 0 && ++i == arguments.size()) throw new WrongUseException(option + " needs a value");
            var value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
            if (value.isEmpty() || value.startsWith("--")) throw new WrongUseException(option + " needs a value");
            if (option.equals("--cluster")) value = file(workingDirectory, value);
            else check(option, value);
            if (variables.put(variable, value) != null) throw new WrongUseException(option + " is given twice");
        }
        return new Options(json, Map.copyOf(variables));
    }

    /** As {@code run} does: what is typed is wrong use, what stands in a file is a finding. */
    private static void check(String option, String value) throws WrongUseException {
        try {
            if (!option.equals("--name")) CoreKeys.addresses(option, value);
            else if (CoreKeys.of(CoreKeys.PID).complaint("name", value).isPresent())
                throw new WrongUseException(
                        "--name '" + value + "': a name has 1 to 64 letters, digits, -, _ or inner spaces");
        } catch (IllegalArgumentException e) {
            throw new WrongUseException(e.getMessage());
        }
    }

    private static String file(Path workingDirectory, String value) throws WrongUseException {
        try {
            return workingDirectory.resolve(value).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new WrongUseException("--cluster is no file: " + e.getReason());
        }
    }
}
