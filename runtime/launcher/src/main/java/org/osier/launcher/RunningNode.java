package org.osier.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether a node runs in the working directory, ready or not. */
final class RunningNode {
    private static final Path LOCK_FILE = Path.of("data/launcher.pid");

    private RunningNode() {}

    /** Returns its process id; 0 if none runs, or if the process of that number is another program or hidden from us. */
    static long process() {
        try {
            var text = Files.readString(LOCK_FILE, StandardCharsets.US_ASCII).strip();
            var process = ProcessHandle.of(Long.parseLong(text)).filter(ProcessHandle::isAlive);
            return process.filter(RunningNode::isLauncher)
                    .map(ProcessHandle::pid)
                    .orElse(0L);
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }

    private static boolean isLauncher(ProcessHandle process) {
        var home = " --home " + System.getProperty("user.dir") + " ";
        return process.info()
                .commandLine()
                .filter(line -> (line + " ").contains(Launcher.class.getName() + home))
                .isPresent();
    }
}
