package org.osier.core.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osier.core.config.MetatypeReader;
import org.osier.core.config.rules.Judge;
import org.osier.core.config.rules.Nearest;
import org.osier.core.config.rules.Schema;
import org.osier.core.identity.HomeException;
import org.osier.core.osgi.CoreKeys;

/** Judges the files in {@code etc/} as the running node does. */
final class ConfigurationCheck {
    private static final String ABOUT = "configuration";

    private final HomeFiles files;
    private final UnaryOperator<@Nullable String> variables;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Object> core = new HashMap<>();

    ConfigurationCheck(HomeFiles files, UnaryOperator<@Nullable String> variables) {
        this.files = files;
        this.variables = variables;
    }

    /** What would count of core's own configuration, by key. */
    Map<String, Object> core() {
        return core;
    }

    List<Finding> run() throws IOException {
        var schemas = JarSchemas.read(files.jars());
        var etc = files.of("etc").stream().filter(CfgFile::isName).toList();
        for (var file : etc) {
            if (CfgFile.pid(file).startsWith(MetatypeReader.OURS)) judge(file, schemas);
        }
        if (etc.stream().noneMatch(file -> CfgFile.pid(file).equals(CoreKeys.PID))) {
            findings.add(Finding.fail(
                    ABOUT,
                    "etc/" + CoreKeys.PID + ".cfg is missing: a node does not start without it",
                    "cp " + files.distribution().resolve("etc/" + CoreKeys.PID + ".cfg") + " "
                            + files.home().resolve("etc") + "/"));
        }
        if (findings.isEmpty()) {
            var count = etc.size() == 1 ? "1 file" : etc.size() + " files";
            findings.add(Finding.ok(ABOUT, "etc/ " + count + " valid"));
        }
        return findings;
    }

    private void judge(Path file, Map<String, Schema> schemas) {
        var pid = CfgFile.pid(file);
        var schema = schemas.get(pid);
        if (schema == null) {
            var meant = Nearest.to(pid, new TreeSet<>(schemas.keySet())).map(near -> "; is it etc/" + near + ".cfg?");
            findings.add(Finding.warn(
                    ABOUT,
                    "etc/" + file.getFileName() + ": no bundle has a configuration of this name" + meant.orElse(""),
                    "rename it or take it away, if its bundle does not come later"));
            return;
        }
        try {
            var cfg = CfgFile.read(file);
            var verdict = Judge.judge(pid, schema, CoreKeys.of(pid), cfg.values(variables), Map.of());
            for (var problem : verdict.problems()) {
                findings.add(Finding.fail(ABOUT, problem.line(cfg.place(problem.key())), "correct it in " + file));
            }
            if (pid.equals(CoreKeys.PID)) core.putAll(verdict.properties());
        } catch (IOException | IllegalArgumentException e) {
            var why = e instanceof IOException io ? HomeException.reason(io) : e.getMessage();
            findings.add(Finding.fail(
                    ABOUT, "OSIER-201 etc/" + file.getFileName() + " cannot be read: " + why, "correct " + file));
        }
    }
}
