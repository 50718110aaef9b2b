package org.osier.launcher.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Bundles under another version: what an update brings, without a second build. */
public final class Jars {
    private static final String VERSION = "Bundle-Version";

    private Jars() {}

    /** The version that the bundle in {@code jar} says it has. */
    public static String version(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            return bundle(jar, file.getManifest()).getMainAttributes().getValue(VERSION);
        }
    }

    /** Writes {@code jar} to {@code target} with {@code version} in its manifest and all else as it is. */
    public static Path withVersion(Path jar, String version, Path target) throws IOException {
        try (var in = new JarInputStream(Files.newInputStream(jar))) {
            var manifest = bundle(jar, in.getManifest());
            manifest.getMainAttributes().putValue(VERSION, version);
            try (var out = new JarOutputStream(Files.newOutputStream(target), manifest)) {
                for (var entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    out.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                    in.transferTo(out);
                    out.closeEntry();
                }
            }
        }
        return target;
    }

    private static Manifest bundle(Path jar, Manifest manifest) throws IOException {
        if (manifest == null || manifest.getMainAttributes().getValue(VERSION) == null) {
            throw new IOException(jar + " is no bundle: its manifest has no " + VERSION);
        }
        return manifest;
    }
}
