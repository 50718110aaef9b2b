package org.osier.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder of somebody who has nothing of the checkout: the template, and a local repository of Maven's that begins with
 * the artifacts that outsiders need, as the build made them. Everything else comes from the repository of the build.
 */
record Outside(Path folder) {
    static final Path CHECKOUT = Assembled.FOLDER.resolve("../../..").normalize();
    static final Path TEMPLATE = CHECKOUT.resolve("runtime/examples/template");

    private static final String VERSION = "1.0.0-SNAPSHOT";

    /** Copies all that is needed into the empty {@code folder}. */
    static Outside prepare(Path folder) throws IOException {
        var outside = new Outside(folder);
        copyTree(TEMPLATE, outside.template());
        outside.artifact("org.osier", CHECKOUT.resolve("pom.xml"));
        for (var module : List.of("api", "testkit")) {
            var sources = CHECKOUT.resolve("bundles").resolve(module);
            var name = "org.osier." + module;
            outside.artifact(name, sources.resolve("pom.xml"));
            outside.artifact(name, sources.resolve("target/" + name + "-" + VERSION + ".jar"));
        }
        Files.writeString(outside.settings(), """
                <settings>
                  <localRepository>%s</localRepository>
                  <mirrors>
                    <mirror><id>build</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
                  </mirrors>
                </settings>
                """.formatted(
                        folder.resolve("repository"),
                        Path.of(System.getProperty("osier.repository")).toUri()));
        return outside;
    }

    private Path template() {
        return folder.resolve("template");
    }

    private Path settings() {
        return folder.resolve("settings.xml");
    }

    private void artifact(String name, Path file) throws IOException {
        var target = Files.createDirectories(folder.resolve("repository/org/osier/" + name + "/" + VERSION));
        var extension = file.toString().endsWith(".jar") ? ".jar" : ".pom";
        Files.copy(file, target.resolve(name + "-" + VERSION + extension));
    }

    private static void copyTree(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (var file : files) {
            if (file.toString().contains("/target/")) continue;
            var target = to.resolve(from.relativize(file).toString());
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    /** Runs the contract tests and packs; nothing is asked of a network. */
    void build() throws Exception {
        Program.of(Path.of(System.getProperty("osier.maven"), "bin/mvn").toString())
                .ask(
                        "-B",
                        "-q",
                        "-o",
                        "-Daether.offline.protocols=file",
                        "-s",
                        settings(),
                        "-f",
                        template().resolve("pom.xml"),
                        "package");
    }

    /** What the build packed. */
    Path jar(String module) throws IOException {
        try (var jars = Files.newDirectoryStream(template().resolve(module).resolve("target"), "*.jar")) {
            return jars.iterator().next();
        }
    }

    /** How many tests ran and passed. */
    int passed(String module) throws IOException {
        int passed = 0;
        var reports = template().resolve(module).resolve("target/surefire-reports");
        try (var files = Files.newDirectoryStream(reports, "TEST-*.xml")) {
            for (var file : files) {
                var report = Files.readString(file);
                passed += report.split("<testcase ", -1).length - report.split("<skipped", -1).length;
            }
        }
        return passed;
    }
}
