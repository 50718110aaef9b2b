package org.osier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osier.bench.jvm.Placement;
import org.osier.bench.report.Machine;
import org.osier.bench.report.Report;
import org.osier.bench.report.Stolen;
import org.osier.core.cluster.Cluster;
import org.osier.core.cluster.ClusterFile;
import org.osier.core.cluster.Genesis;

/** Measures Osier beside its raw limits in the same run and prints tables; asserts nothing about speed. */
public final class Bench {
    private static final List<Section> SECTIONS = List.of(
            new TripSection(Placement.TOGETHER),
            new TripSection(Placement.APART),
            new FlowSection(),
            new HandshakeSection(),
            new HeapSection(),
            new StartSection());
    /** They fill a machine for minutes, or measure something else: only for who asks. */
    private static final List<Section> ON_DEMAND =
            List.of(new CrowdSection(), new FloodSection(), new JGroupsSection());

    private static final List<Section> ALL =
            Stream.concat(SECTIONS.stream(), ON_DEMAND.stream()).toList();

    private Bench() {}

    /** Ends with 0 when everything was measured, 1 when something failed, 2 for wrong use. */
    public static void main(String[] args) throws Exception {
        Options options;
        try {
            options = Options.parse(List.of(args), Path.of(System.getProperty("osier.checkout", ".")));
            checkNames(options.benches());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        try {
            run(options);
        } catch (IOException e) { // one of the JVMs says what it could not do
            System.err.println("not measured: " + e.getMessage());
            System.exit(1);
        }
    }

    private static void checkNames(List<String> names) {
        for (var name : names) {
            if (ALL.stream().noneMatch(section -> isMeant(section, name))) {
                throw new IllegalArgumentException("no such bench: " + name);
            }
        }
    }

    /** {@code trips} means all whose name begins so. */
    private static boolean isMeant(Section section, String name) {
        return section.name().equals(name) || section.name().startsWith(name + "-");
    }

    /** Runs what was chosen, prints a table for each. */
    static void run(Options options) throws Exception {
        var report = new Report(Machine.here(options.checkout()), options.runs(), options.permille());
        System.out.println(report.heading() + "\n");
        if (!Placement.possible())
            System.out.println("The JVMs are not placed: two processors and taskset are needed\n");
        var folder = Files.createTempDirectory("osier-bench");
        try {
            var setup = setup(options, folder);
            for (var section : options.benches().isEmpty() ? SECTIONS : ALL) {
                boolean chosen = options.benches().isEmpty()
                        || options.benches().stream().anyMatch(name -> isMeant(section, name));
                if (chosen) run(section, setup, options.runs(), report);
                if (chosen && options.json().isPresent())
                    report.write(options.json().get());
            }
        } finally {
            delete(folder);
        }
    }

    private static Setup setup(Options options, Path folder) throws IOException {
        var random = new SecureRandom();
        var file = folder.resolve("cluster.json");
        ClusterFile.create(file, Cluster.begin(Genesis.create("bench", Instant.now(), random), random));
        return new Setup(folder, file, options.distribution(), options.javaOptions(), options.permille());
    }

    private static void run(Section section, Setup setup, int runs, Report report) throws Exception {
        var results = new ArrayList<Map<String, Double>>();
        var loads = new ArrayList<Double>();
        var stolen = new ArrayList<Double>();
        for (int i = 1; i <= runs; i++) {
            System.err.printf("%s, run %d of %d, load %.1f%n", section.name(), i, runs, Machine.load());
            var since = Stolen.since();
            results.add(section.run(setup));
            loads.add(Machine.load());
            stolen.add(since.percent());
        }
        System.out.println(report.add(section.name(), section.title(), section.rows(), results, loads, stolen));
        System.out.printf("The host took of the processors, run by run: %s%n%n", percents(stolen));
    }

    private static String percents(List<Double> figures) {
        return figures.stream()
                .map(percent -> percent.isNaN() ? "it does not say" : Math.round(percent) + " %")
                .collect(Collectors.joining(", "));
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
