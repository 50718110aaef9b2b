package org.osier.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A bundle of ours as another build would bring it: with another version. */
final class OtherBuild {
    static final String VERSION = "1.0.1.itest";

    private OtherBuild() {}

    /** Makes it of what the build put into the repository. @param name symbolic */
    static Path of(String name) throws IOException {
        var made = Karaf.target(name + "-other.jar");
        try (var in = new JarInputStream(Files.newInputStream(shipped(name)))) {
            var manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", VERSION);
            try (var out = new JarOutputStream(Files.newOutputStream(made), manifest)) {
                for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return made;
    }

    private static Path shipped(String name) throws IOException {
        try (var files = Files.walk(Karaf.target("repo"))) {
            return files.filter(file -> file.getParent().getParent().endsWith(name))
                    .filter(file -> file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
