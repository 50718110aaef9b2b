package org.osier.core.home;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;

/**
 * {@code osier identity show|export|import}: works on the files of a home, in a process of its own, so that a passphrase is
 * typed into that process and reaches no socket, no log and no history. Answers with the exit codes of all commands: 0 done,
 * 1 failed, 2 wrong use.
 */
public final class IdentityTool {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String USAGE =
            "identity show [--json], identity export FILE, or identity import FILE [--replace]; both take"
                    + " --passphrase-file FILE";

    private final PrintStream out;
    private final PrintStream err;
    private final Passphrases passphrases;

    IdentityTool(PrintStream out, PrintStream err, Passphrases passphrases) {
        this.out = out;
        this.err = err;
        this.passphrases = passphrases;
    }

    public static void main(String[] arguments) {
        System.exit(new IdentityTool(System.out, System.err, Passphrases.ofProcess()).run(arguments));
    }

    /** What was typed behind {@code identity}. */
    private record Words(
            String action, Path home, @Nullable Path file, boolean json, boolean replace, Optional<Path> secret) {}

    int run(String... arguments) {
        var words = parse(arguments);
        if (words.isEmpty()) return wrongUse(USAGE);
        try {
            return run(words.get());
        } catch (FileAlreadyExistsException e) {
            return failed(e.getFile() + " is there already and stays as it is.", "name another file, or move it away");
        } catch (HomeException e) {
            return failed(e.what(), e.next());
        } catch (Passphrases.NoPassphraseException e) {
            return failed(e.getMessage(), e.next());
        }
    }

    /** @param arguments what to do, the home, and what was typed */
    private static Optional<Words> parse(String... arguments) {
        if (arguments.length < 2) return Optional.empty();
        Path file = null;
        Path secret = null;
        boolean json = false;
        boolean replace = false;
        try {
            for (int i = 2; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "--json" -> json = true;
                    case "--replace" -> replace = true;
                    case "--passphrase-file" -> {
                        if (++i == arguments.length || secret != null) return Optional.empty();
                        secret = Path.of(arguments[i]);
                    }
                    default -> {
                        if (file != null || arguments[i].isEmpty() || arguments[i].startsWith("-"))
                            return Optional.empty();
                        file = Path.of(arguments[i]);
                    }
                }
            }
            var words =
                    new Words(arguments[0], Path.of(arguments[1]), file, json, replace, Optional.ofNullable(secret));
            return Optional.of(words).filter(IdentityTool::makesSense);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static boolean makesSense(Words words) {
        boolean show = words.action.equals("show");
        boolean take = words.action.equals("import");
        if (!show && !take && !words.action.equals("export")) return false;
        return (words.file == null) == show
                && (show || !words.json)
                && (take || !words.replace)
                && (!show || words.secret.isEmpty());
    }

    private int run(Words words) throws FileAlreadyExistsException, HomeException, Passphrases.NoPassphraseException {
        var copies = new IdentityCopies(words.home, Clock.systemUTC());
        var file = words.file;
        if (file == null) return show(copies, words.json);
        return words.action.equals("export") ? export(copies, file, words) : take(copies, file, words);
    }

    private int show(IdentityCopies copies, boolean json) throws HomeException {
        var identity = copies.identity();
        var key = HexFormat.of().formatHex(identity.publicKey());
        var exported = copies.exported();
        if (json) {
            var document = new JsonObject();
            document.addProperty("schema", "osier.identity.show/1");
            document.addProperty("node", identity.id().toString());
            document.addProperty("key", key);
            document.addProperty("backedUp", exported.map(Object::toString).orElse(null));
            out.println(new GsonBuilder()
                    .serializeNulls()
                    .setPrettyPrinting()
                    .create()
                    .toJson(document));
            return DONE;
        }
        out.println("identity " + identity.id().brief());
        out.println("  node       " + identity.id());
        out.println("  key        Ed25519 " + key);
        out.println("  backed up  " + exported.map(Object::toString).orElse("NO"));
        if (exported.isEmpty()) out.println("  next: bin/osier identity export FILE   and keep it off this machine");
        else out.println("  next: bin/osier status   for the node that it is");
        return DONE;
    }

    private int export(IdentityCopies copies, Path file, Words words)
            throws FileAlreadyExistsException, HomeException, Passphrases.NoPassphraseException {
        var id = copies.identity().id(); // before anything is asked
        if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
        var passphrase = passphrases.chosen(words.secret);
        try {
            copies.export(file, passphrase);
            out.println("exported identity " + id.brief());
            out.println("  file    " + file + "   (0600, opens with the passphrase alone)");
            out.println("  keep it off this machine; without the passphrase it is lost, with it anybody is this node");
            out.println("  next: when this home is lost, in a new one:  bin/osier identity import " + file);
            return DONE;
        } finally {
            Arrays.fill(passphrase, '\0');
        }
    }

    private int take(IdentityCopies copies, Path file, Words words)
            throws HomeException, Passphrases.NoPassphraseException {
        var passphrase = passphrases.known(words.secret);
        try {
            var taken = copies.take(file, passphrase, words.replace);
            out.println((taken.same() ? "nothing to do: this home is node " : "imported identity ")
                    + taken.id().brief());
            taken.before().ifPresent(before -> out.println("  before  kept in " + before));
            out.println("  the home that it was copied from must not run any more: two of one identity get OSIER-124");
            boolean member = Files.exists(words.home.resolve("data").resolve("cluster.json"));
            out.println(
                    "  next: bin/osier " + (member ? "start" : "run --cluster FILE   with the file of its cluster"));
            return DONE;
        } finally {
            Arrays.fill(passphrase, '\0');
        }
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
