package org.osier.bench.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A distribution without our bundles: the framework and the libraries stay, and {@link StartMark} tells when they run. */
public final class BareDistribution {
    private static final String OURS = "org.osier.";
    /** Not a bundle: it starts the framework. */
    private static final String LAUNCHER = "org.osier.launcher.jar";

    private BareDistribution() {}

    /** Copies a distribution; its watched folders and {@code system/} only hold what is not ours. */
    public static void copy(Path from, Path to) throws IOException {
        copyTree(from, to);
        try (var files = Files.walk(to)) {
            for (var file : files.filter(BareDistribution::isOurs).toList()) Files.delete(file);
        }
        writeMark(to.resolve("system/4-osier/mark.jar"));
    }

    /** Copies what is in a distribution, and nothing of a node that may live there. */
    public static void copyTree(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var relative = from.relativize(file);
                if (relative.startsWith("data") || relative.startsWith("deploy")) continue;
                var copy = to.resolve(relative.toString());
                if (Files.isDirectory(file)) Files.createDirectories(copy);
                else Files.copy(file, copy, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static boolean isOurs(Path file) {
        var name = file.getFileName().toString();
        return name.startsWith(OURS) && name.endsWith(".jar") && !name.equals(LAUNCHER);
    }

    private static void writeMark(Path jar) throws IOException {
        var manifest = new Manifest();
        var main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.osier.bench.mark");
        main.putValue("Bundle-Activator", StartMark.class.getName());
        main.putValue("Import-Package", "org.osgi.framework");
        var entry = StartMark.class.getName().replace('.', '/') + ".class";
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                var in = StartMark.class.getClassLoader().getResourceAsStream(entry)) {
            if (in == null) throw new IOException("no " + entry);
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
            out.closeEntry();
        }
    }
}
