package org.osier.core.check;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osier.core.check.Finding.Grade;
import org.osier.core.identity.HomeException;
import org.osier.core.osgi.CoreKeys;

/**
 * {@code osier check [--json] [OPTIONS OF run]}: looks whether a node could start in a home, and as its operator means
 * it. Changes nothing. Answers with the exit codes of all commands: 0 done, 1 something is in the way, 2 wrong use.
 */
public final class CheckTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final HomeFiles files;
    private final long node;
    private final PrintStream out;
    private final PrintStream err;

    /** @param node the process of the node that runs in this home; 0: none */
    CheckTool(Path home, Path distribution, long node, PrintStream out, PrintStream err) {
        this.files = new HomeFiles(home, distribution);
        this.node = node;
        this.out = out;
        this.err = err;
    }

    /** @param arguments the home, then what was typed after {@code check} */
    public static void main(String[] arguments) {
        var home = Path.of(arguments[0]).toAbsolutePath().normalize();
        var distribution = Path.of(System.getProperty("osier.dist", ""));
        var tool = new CheckTool(home, distribution, Long.getLong("osier.node", 0), System.out, System.err);
        System.exit(tool.run(Arrays.asList(arguments).subList(1, arguments.length)));
    }

    int run(List<String> arguments) {
        try {
            var options = Options.parse(arguments, Path.of(System.getProperty("osier.cwd", "")));
            var findings = findings(options);
            boolean good = findings.stream().noneMatch(finding -> finding.grade() == Grade.FAIL);
            if (options.json()) {
                out.println(json(findings, good));
            } else {
                new Screen(out, Boolean.getBoolean("osier.colour"), Integer.getInteger("osier.columns", 0))
                        .show(findings, next(good));
            }
            return good ? DONE : FAILED;
        } catch (WrongUseException e) {
            err.println("osier: " + e.getMessage());
            err.println("next: bin/osier --help");
            return WRONG_USE;
        } catch (IOException e) {
            err.println("osier: " + files.home() + " cannot be looked at: " + HomeException.reason(e));
            err.println("next: look at its rights and its owner");
            return FAILED;
        }
    }

    private List<Finding> findings(Options options) throws IOException {
        var findings = new ArrayList<Finding>(MachineCheck.run(Runtime.getRuntime()));
        findings.addAll(new HomeCheck(files).run(node));
        var configuration = new ConfigurationCheck(files, variables(options));
        findings.addAll(configuration.run());
        var listen = configuration.core().getOrDefault("listen", "").toString();
        findings.addAll(new PortCheck(node, RunningNode.addresses(files.data(), node))
                .run(CoreKeys.addresses("listen", listen)));
        var clusterFile = configuration.core().getOrDefault("clusterFile", "").toString();
        findings.addAll(new SecretsCheck(files, clusterFile).run());
        return findings;
    }

    /** What the files in etc/ may refer to: as the launcher sets it, as the framework finds it. */
    private UnaryOperator<@Nullable String> variables(Options options) {
        return name -> {
            if (name.startsWith("env:")) return System.getenv(name.substring("env:".length()));
            if (name.equals("osier.home")) return files.home().toString();
            var given = options.variables().get(name);
            return given == null ? System.getProperty(name) : given;
        };
    }

    private String next(boolean good) {
        if (!good) return "correct what FAIL names, then check again";
        return "bin/osier --home " + files.home() + (node > 0 ? " status" : " run");
    }

    private String json(List<Finding> findings, boolean good) {
        var document = new JsonObject();
        document.addProperty("schema", "osier.check/1");
        document.addProperty("home", files.home().toString());
        document.add("node", node > 0 ? new JsonPrimitive(node) : JsonNull.INSTANCE);
        document.addProperty("good", good);
        var checks = new JsonArray();
        for (var finding : findings) {
            var check = new JsonObject();
            check.addProperty("result", finding.grade().name().toLowerCase(Locale.ROOT));
            check.addProperty("about", finding.about());
            check.add("code", finding.code() == 0 ? JsonNull.INSTANCE : new JsonPrimitive("OSIER-" + finding.code()));
            check.addProperty("text", finding.text());
            check.add("next", finding.next().isEmpty() ? JsonNull.INSTANCE : new JsonPrimitive(finding.next()));
            checks.add(check);
        }
        document.add("checks", checks);
        return new GsonBuilder()
                .setPrettyPrinting()
                .serializeNulls()
                .disableHtmlEscaping()
                .create()
                .toJson(document);
    }
}
