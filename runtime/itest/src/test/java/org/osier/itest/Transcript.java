package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a page shows of a terminal: commands behind {@code $} and what each prints, in blocks of the language {@code console}.
 * A line {@code ...} stands for any lines.
 */
record Transcript(String command, List<String> output) {
    private static final String BEGIN = "```console";
    private static final String END = "```";
    private static final String PROMPT = "$ ";

    /** All of a page, in the order of the page. */
    static List<Transcript> of(Path page) throws IOException {
        var found = new ArrayList<Transcript>();
        boolean inside = false;
        for (var line : Files.readAllLines(page)) {
            if (line.equals(BEGIN)) inside = true;
            else if (line.equals(END)) inside = false;
            else if (inside && line.startsWith(PROMPT)) {
                found.add(new Transcript(line.substring(PROMPT.length()), new ArrayList<>()));
            } else if (inside && !found.isEmpty()) {
                found.get(found.size() - 1).output().add(line);
            } else if (inside)
                throw new AssertionError(page + ": a transcript begins with a command, not with " + line);
        }
        return found;
    }

    /** Whether this is what was printed, but for what differs each time. */
    boolean isLike(List<String> printed) {
        return like(
                output.stream().map(Masked::line).toList(),
                printed.stream().map(Masked::line).toList());
    }

    private static boolean like(List<String> shown, List<String> printed) {
        if (shown.isEmpty()) return printed.isEmpty();
        if (!shown.get(0).equals("...")) {
            return !printed.isEmpty() && shown.get(0).equals(printed.get(0)) && like(rest(shown), rest(printed));
        }
        for (int skipped = 0; skipped <= printed.size(); skipped++) {
            if (like(rest(shown), printed.subList(skipped, printed.size()))) return true;
        }
        return false;
    }

    private static List<String> rest(List<String> lines) {
        return lines.subList(1, lines.size());
    }
}
