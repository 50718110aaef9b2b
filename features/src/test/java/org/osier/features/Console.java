package org.osier.features;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.console.SessionFactory;

/** Karaf's console, as one who types meets it. */
record Console(SessionFactory sessions) {
    private static final String BORDER = "next-command";

    /** What a command prints in a session inside of Karaf. */
    String run(String command) throws Exception {
        var printed = new ByteArrayOutputStream();
        var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
        var session = sessions.create(new ByteArrayInputStream(new byte[0]), stream, stream);
        try {
            session.put("TERM", "dumb");
            session.execute(command);
        } finally {
            session.close();
        }
        return printed.toString(StandardCharsets.UTF_8);
    }

    /** Whether it has a command. */
    boolean has(String scope, String name) {
        return sessions.getRegistry().getCommand(scope, name) != null;
    }

    /** Calls bin/client from outside, which does these commands in one SSH session. @return what each printed */
    static List<String> client(List<String> commands) throws Exception {
        var line = List.of(
                "/bin/sh",
                "bin/client",
                "-a",
                System.getProperty(Karaf.SSH_PORT),
                "-u",
                Karaf.USER,
                "-p",
                Karaf.USER,
                "-b");
        var input =
                commands.stream().map(c -> "echo " + BORDER + "\n" + c + "\n").collect(Collectors.joining());
        var ended = Processes.run(line, Karaf.file(""), input);
        var printed = List.of(ended.text().split("(?m)^.*" + BORDER + "\\R", -1));
        if (ended.code() == 0 && printed.size() == 1 + commands.size()) return printed.subList(1, printed.size());
        throw new AssertionError(commands + ": " + ended);
    }
}
