package org.osier.core.cluster;

import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osier.core.cluster.ToolArguments.WrongUseException;
import org.osier.core.identity.HomeException;
import org.osier.core.operator.Asking;
import org.osier.core.operator.TerminalAsking;
import org.osier.core.operator.Words.BadWordsException;

/**
 * {@code osier cluster create FILE}, {@code cluster restore FILE --genesis HEX} and {@code cluster export HOME FILE}: cluster
 * files without a running node. Answers with the exit codes of all commands: 0 done, 1 failed, 2 wrong use.
 */
public final class ClusterTool {
    static final String USAGE = "cluster create FILE [--name NAME] [--words] [--admin KEYFILE], cluster restore FILE"
            + " --genesis HEX, or cluster export FILE";
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Asking asking;

    ClusterTool(PrintStream out, PrintStream err, Asking asking) {
        this.out = out;
        this.err = err;
        this.asking = asking;
    }

    public static void main(String[] arguments) {
        var asking = new TerminalAsking(Boolean.getBoolean("osier.terminal"));
        System.exit(new ClusterTool(System.out, System.err, asking).run(arguments));
    }

    int run(String... arguments) {
        try {
            var words = Arrays.asList(arguments);
            var rest = words.isEmpty() ? words : words.subList(1, words.size());
            return switch (words.isEmpty() ? "" : words.get(0)) {
                case "create" -> create(rest);
                case "restore" -> restore(rest);
                case "first" -> first(rest);
                case "export" -> export(ToolArguments.parse(rest, 2, Set.of(), Set.of()));
                default -> wrongUse(USAGE);
            };
        } catch (WrongUseException e) {
            return wrongUse(String.valueOf(e.getMessage()));
        } catch (InvalidPathException e) {
            return wrongUse("not a file: '" + e.getInput() + "'");
        } catch (FileAlreadyExistsException e) {
            return failed(e.getFile() + " is there already and stays as it is.", "name another file, or move it away");
        } catch (HomeException e) {
            return failed(e.what(), e.next());
        }
    }

    private int create(List<String> rest) throws WrongUseException, FileAlreadyExistsException, HomeException {
        var arguments = ToolArguments.parse(rest, 1, Set.of("--name", "--admin"), Set.of("--words"));
        var random = new SecureRandom();
        var file = arguments.file(0);
        var name = arguments.value("--name").orElseGet(() -> ClusterNames.draw(random));
        var keyFile = arguments.value("--admin").map(ToolArguments::path);
        if (!Genesis.isName(name)) return wrongUse("--name has 1 to 64 letters, digits, -, _ or inner spaces");
        if (Files.exists(file)) throw new FileAlreadyExistsException(file.toString());
        var words = arguments.has("--words") ? Optional.of(ClusterWords.draw(random)) : Optional.<String>empty();
        // Without a person and without a word of an administrator nobody could read the recovery key.
        var asked = asking.isSomebodyThere() || keyFile.isPresent() ? asking : Asking.NOBODY;
        var founder = new AskingFounder(asked, out, keyFile, words.map(ClusterTool::secret));
        out.println("new cluster " + name);
        var cluster = founder.found(name, Instant.now(), random);
        if (keyFile.isPresent() && cluster.genesis().threshold() == 0) {
            return failed("no passphrase was given: no file was made", "type one at a terminal, or give it as a line");
        }
        try {
            ClusterFile.create(file, cluster);
        } catch (FileAlreadyExistsException | HomeException e) {
            founder.undo();
            throw e;
        }
        words.ifPresent(drawn -> show(drawn, cluster));
        tell("made", cluster, file);
        return DONE;
    }

    /** What {@code run} does before the first start of a home; its words are the home and the options of {@code run}. */
    private int first(List<String> rest) throws HomeException {
        if (rest.isEmpty()) return wrongUse(USAGE);
        new FirstStart(ToolArguments.path(rest.get(0)), asking, out).prepare(rest.subList(1, rest.size()));
        return DONE;
    }

    private static byte[] secret(String words) {
        try {
            return ClusterWords.secret(words);
        } catch (BadWordsException e) {
            throw new AssertionError("we drew them", e);
        }
    }

    private void show(String words, Cluster cluster) {
        var all = words.split(" ");
        out.println("  words           the secret of epoch 1: with the genesis they are the cluster file");
        out.println("     " + String.join(" ", Arrays.copyOf(all, 6)));
        out.println("     " + String.join(" ", Arrays.copyOfRange(all, 6, all.length)));
        out.println("  genesis         no secret; on another machine, which asks for the words:");
        out.println("bin/osier cluster restore FILE --genesis "
                + HexFormat.of().formatHex(cluster.genesis().bytes()));
    }

    private int restore(List<String> rest) throws WrongUseException, FileAlreadyExistsException, HomeException {
        var arguments = ToolArguments.parse(rest, 1, Set.of("--genesis"), Set.of());
        var file = arguments.file(0);
        var hex = arguments.value("--genesis").orElse("");
        try {
            var genesis = Genesis.parse(HexFormat.of().parseHex(hex));
            var typed = asking.ask(ClusterWords.COUNT + " words");
            if (typed.isEmpty())
                return failed("no words were given", "type them at a terminal, or give them as a line");
            var cluster = Cluster.of(genesis, 1, ClusterWords.secret(new String(typed.get())));
            Arrays.fill(typed.get(), '\0');
            ClusterFile.create(file, cluster);
            tell("restored", cluster, file);
            out.println("  this is epoch 1: after a rotation it lets nobody in any more");
            return DONE;
        } catch (IllegalArgumentException | BadGenesisException e) {
            return wrongUse("--genesis is the line that cluster create --words printed");
        } catch (BadWordsException e) {
            return failed(String.valueOf(e.getMessage()), "type the " + ClusterWords.COUNT + " words in their order");
        }
    }

    private int export(ToolArguments arguments) throws FileAlreadyExistsException, HomeException {
        var membership = ClusterFile.readAll(arguments.file(0).resolve("data").resolve("cluster.json"));
        var file = arguments.file(1);
        ClusterFile.create(file, membership);
        tell("exported", membership.now(), file);
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
