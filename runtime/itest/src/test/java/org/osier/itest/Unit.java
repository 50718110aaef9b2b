package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a unit says of its service, for a machine on which no systemd runs: user, rights, environment, mask, command. */
record Unit(Map<String, String> settings) {
    /** What systemd looks in by default. */
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    static Unit read(Path file) throws IOException {
        var settings = new HashMap<String, String>();
        for (var line : Files.readAllLines(file)) {
            var equals = line.indexOf('=');
            if (equals > 0 && !line.startsWith("#"))
                settings.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return new Unit(settings);
    }

    String get(String name) {
        if (!settings.containsKey(name)) throw new AssertionError("the unit has no " + name);
        return settings.get(name);
    }

    /** Starts the service, in this process' place and with nothing of this process' environment. */
    Program start() {
        if (!get("NoNewPrivileges").equals("yes")
                || !get("CapabilityBoundingSet").isEmpty())
            throw new AssertionError("not the privileges that are dropped below");
        var environment = get("EnvironmentFile").substring(1); // without the - for "if it is there"
        var script = "umask " + get("UMask") + "; set -a; . " + environment + "; set +a; exec " + get("ExecStart");
        return Program.of(
                "setpriv",
                "--reuid=" + get("User"),
                "--regid=" + get("Group"),
                "--init-groups",
                "--no-new-privs",
                "--bounding-set=-all",
                "--inh-caps=-all",
                "env",
                "-i",
                "PATH=" + PATH,
                "sh",
                "-c",
                script);
    }
}
