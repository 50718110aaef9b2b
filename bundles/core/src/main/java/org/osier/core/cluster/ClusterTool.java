package org.osier.core.cluster;

import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.osier.core.identity.HomeException;

/**
 * {@code osier cluster create FILE [--name NAME]} and {@code osier cluster export HOME FILE}: cluster files without a
 * running node. Answers with the exit codes of all commands: 0 done, 1 failed, 2 wrong use.
 */
public final class ClusterTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final PrintStream out;
    private final PrintStream err;

    ClusterTool(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(new ClusterTool(System.out, System.err).run(arguments));
    }

    int run(String... arguments) {
        try {
            if (arguments.length == 2 && arguments[0].equals("create")) {
                return create(path(arguments[1]), ClusterNames.draw(new SecureRandom()));
            }
            if (arguments.length == 4 && arguments[0].equals("create") && arguments[2].equals("--name")) {
                return create(path(arguments[1]), arguments[3]);
            }
            if (arguments.length == 3 && arguments[0].equals("export")) {
                return export(path(arguments[1]), path(arguments[2]));
            }
            return wrongUse("cluster create FILE [--name NAME], or cluster export FILE");
        } catch (InvalidPathException e) {
            return wrongUse("not a file: '" + e.getInput() + "'");
        } catch (FileAlreadyExistsException e) {
            return failed(e.getFile() + " is there already and stays as it is.", "name another file, or move it away");
        } catch (HomeException e) {
            return failed(e.what(), e.next());
        }
    }

    private static Path path(String argument) {
        if (argument.isEmpty() || argument.startsWith("-")) throw new InvalidPathException(argument, "not a file");
        return Path.of(argument);
    }

    private int create(Path file, String name) throws FileAlreadyExistsException, HomeException {
        if (!Genesis.isName(name)) {
            return wrongUse("--name has 1 to 64 letters, digits, -, _ or inner spaces");
        }
        var random = new SecureRandom();
        var cluster = Cluster.begin(Genesis.create(name, Instant.now(), random), random);
        ClusterFile.create(file, cluster);
        tell("made", cluster, file);
        return DONE;
    }

    private int export(Path home, Path file) throws FileAlreadyExistsException, HomeException {
        var cluster = ClusterFile.read(home.resolve("data").resolve("cluster.json"));
        ClusterFile.create(file, cluster);
        tell("exported", cluster, file);
        return DONE;
    }

    private void tell(String done, Cluster cluster, Path file) {
        out.println(done + " cluster " + cluster);
        out.println("  file    " + file + "   (0600)");
        out.println("  whoever has this file is a member: carry it to other machines by a safe way");
        out.println("  next: on each node, for its first start:  bin/osier run --cluster " + file);
    }

    private int failed(String what, String next) {
        err.println(what);
        err.println("  next: " + next);
        return FAILED;
    }

    private int wrongUse(String what) {
        err.println("osier: " + what);
        err.println("  next: bin/osier --help");
        return WRONG_USE;
    }
}
