package org.osier.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What README.md shows of Karaf's console: commands and what each prints, in blocks of the language {@code karaf}. A line
 * {@code ...} stands for any lines.
 */
final class Page {
    private static final String PROMPT = "karaf@root()> ";

    private Page() {}

    /** @param output lines as the page shows them */
    record Transcript(String command, List<String> output) {
        boolean isLike(String printed) {
            var pattern = output.stream()
                    .map(line -> line.equals("...") ? "(.*\n)*" : Pattern.quote(masked(line) + "\n"))
                    .collect(Collectors.joining());
            return printed.lines()
                    .map(Page::masked)
                    .map(line -> line + "\n")
                    .collect(Collectors.joining())
                    .matches(pattern);
        }
    }

    static List<Transcript> transcripts(Path page) throws IOException {
        var found = new ArrayList<Transcript>();
        boolean inside = false;
        for (var line : Files.readAllLines(page)) {
            if (line.startsWith("```")) inside = line.equals("```karaf");
            else if (inside && line.startsWith(PROMPT))
                found.add(new Transcript(line.substring(PROMPT.length()), new ArrayList<>()));
            else if (inside) found.get(found.size() - 1).output().add(line);
        }
        return found;
    }

    /** Without what differs each time: ids, names that were drawn or are the machine's, ports, times, versions, blanks. */
    private static String masked(String line) {
        return line.replaceAll("\u001b\\[[0-9;]*m", "")
                .replaceAll("^  node +\\S+  [0-9a-f]{8}$", "  node NAME ID")
                .replaceAll("\\b[a-z]+-[0-9]{1,2}  genesis [0-9a-f]{6}\\b", "CLUSTER")
                .replaceAll("127\\.0\\.0\\.1:[0-9]+", "ADDRESS")
                .replaceAll("\\bup [0-9]+ s\\b", "up TIME")
                .replaceAll("\\bJava [0-9.]+", "Java N")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
