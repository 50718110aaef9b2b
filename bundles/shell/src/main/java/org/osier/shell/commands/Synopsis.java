package org.osier.shell.commands;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a command is called. Both the parser and the help read it, so they cannot differ.
 *
 * @param name the first word
 * @param summary one line, a sentence
 * @param operands names of the words that follow, those in brackets may be left out
 * @param options besides {@code --json}, which every command has
 */
record Synopsis(String name, String summary, List<String> operands, List<Option> options) {
    Synopsis {
        operands = List.copyOf(operands);
        var all = new ArrayList<>(options);
        if (!all.contains(Option.JSON)) all.add(Option.JSON);
        options = List.copyOf(all);
    }

    /** The same with {@code --watch}: for whatever shows a state. */
    Synopsis watchable() {
        var all = new ArrayList<>(options);
        all.add(Option.WATCH);
        return new Synopsis(name, summary, operands, all);
    }

    /** {@code ping PEER [options]}. */
    String usage() {
        var words = new ArrayList<String>();
        words.add(name);
        words.addAll(operands);
        words.add(options.size() == 1 ? "[--json]" : "[options]");
        return String.join(" ", words);
    }

    /** {@code ping PEER}. */
    String title() {
        return operands.isEmpty() ? name : name + " " + String.join(" ", operands);
    }

    int requiredOperands() {
        return (int) operands.stream().filter(o -> !o.startsWith("[")).count();
    }

    Optional<Option> option(String name) {
        return options.stream().filter(o -> o.name().equals(name)).findFirst();
    }
}
