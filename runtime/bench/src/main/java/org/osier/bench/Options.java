package org.osier.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param benches names of the chosen sections; empty: all
 * @param runs 1 to 100
 * @param permille how much of the usual work is done
 */
record Options(
        List<String> benches,
        int runs,
        Optional<Path> json,
        int permille,
        Path checkout,
        Path distribution,
        List<String> javaOptions) {
    static final String USAGE = """
            run [BENCH ...] [--runs N] [--json FILE] [--quick] [--java-option OPTION]
              BENCH          trips (trips-together trips-apart) flows handshakes heap start; default: all of these
                             only when named: crowd, one node with 10,000 links; flood, one that
                             strangers knock at without end; jgroups, the same beside JGroups
              --runs N       the median of N runs, 1 to 100; default 5
              --json FILE    writes everything there, too
              --quick        a hundredth of the work: shows that the bench works, measures nothing
              --java-option  for the measured JVMs, %r in it becomes client or server; may be repeated""";

    private static final int USUAL_RUNS = 5;
    private static final int QUICK = 10;

    /** @throws IllegalArgumentException if it cannot be understood */
    static Options parse(List<String> args, Path checkout) {
        var benches = new ArrayList<String>();
        var javaOptions = new ArrayList<String>();
        int runs = USUAL_RUNS;
        int permille = 1_000;
        Optional<Path> json = Optional.empty();
        var words = args.iterator();
        while (words.hasNext()) {
            var word = words.next();
            switch (word) {
                case "--runs" -> runs = runs(value(word, words.hasNext() ? words.next() : ""));
                case "--json" -> json = Optional.of(Path.of(value(word, words.hasNext() ? words.next() : "")));
                case "--java-option" -> javaOptions.add(value(word, words.hasNext() ? words.next() : ""));
                case "--quick" -> permille = QUICK;
                default -> {
                    if (word.startsWith("-")) throw new IllegalArgumentException("no such option: " + word);
                    benches.add(word);
                }
            }
        }
        return new Options(
                List.copyOf(benches),
                runs,
                json,
                permille,
                checkout,
                checkout.resolve("runtime/target/osier"),
                List.copyOf(javaOptions));
    }

    private static String value(String option, String value) {
        if (value.isEmpty()) throw new IllegalArgumentException(option + " needs a value");
        return value;
    }

    private static int runs(String text) {
        int runs = Integer.parseInt(text);
        if (runs < 1 || runs > 100) throw new IllegalArgumentException("runs are 1 to 100, got " + runs);
        return runs;
    }
}
