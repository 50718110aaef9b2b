package org.osier.shell.deploy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** Why a jar in a watched folder does not run, in words for whoever put it there. */
final class Diagnosis {
    private static final Pattern PACKAGE = Pattern.compile("\\(osgi\\.wiring\\.package=([^)]+)\\)");
    private static final Pattern BOUND = Pattern.compile("\\(version>=([^)]+)\\)");

    private final BundleContext context;

    Diagnosis(BundleContext context) {
        this.context = context;
    }

    /** Empty: nothing is wrong with it. */
    String of(Path jar) {
        try (var file = new JarFile(jar.toFile())) {
            var manifest = file.getManifest();
            var name = manifest == null ? null : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
            if (name == null) return "it is no bundle, its manifest has no " + Constants.BUNDLE_SYMBOLICNAME;
            var bundle = installed(jar);
            return bundle.isPresent() ? of(bundle.get()) : notInstalled(manifest.getMainAttributes());
        } catch (IOException e) {
            return "it is no whole jar (" + e.getMessage() + ")";
        }
    }

    private Optional<Bundle> installed(Path jar) {
        return Optional.ofNullable(context.getBundle(jar.toUri().toString()))
                .or(() -> Optional.ofNullable(
                        context.getBundle(jar.toFile().toURI().toString())));
    }

    private String notInstalled(Attributes manifest) {
        var name =
                manifest.getValue(Constants.BUNDLE_SYMBOLICNAME).split(";")[0].strip();
        var version = String.valueOf(manifest.getValue(Constants.BUNDLE_VERSION));
        return Arrays.stream(context.getBundles())
                .filter(b -> name.equals(b.getSymbolicName()) && version.equals("" + b.getVersion()))
                .findFirst()
                .map(b -> name + " " + version + " is here already, from " + b.getLocation())
                .orElse("the framework does not install it; its log says why");
    }

    private String of(Bundle bundle) {
        if (bundle.getState() == Bundle.INSTALLED) return unresolved(bundle);
        boolean wanted = bundle.adapt(BundleStartLevel.class).isPersistentlyStarted();
        boolean fragment = bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
        if (bundle.getState() != Bundle.RESOLVED || fragment || !wanted) return "";
        return "it does not start; the log says why";
    }

    private String unresolved(Bundle bundle) {
        var framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        var missing = bundle.adapt(BundleRevision.class).getDeclaredRequirements(null).stream()
                .filter(r -> !PackageNamespace.RESOLUTION_OPTIONAL.equals(
                        r.getDirectives().get(PackageNamespace.REQUIREMENT_RESOLUTION_DIRECTIVE)))
                .filter(r -> framework.findProviders(r).isEmpty())
                .map(Diagnosis::inWords)
                .collect(Collectors.joining(", "));
        return missing.isEmpty() ? "it does not resolve; the log says why" : "nothing here provides " + missing;
    }

    private static String inWords(BundleRequirement requirement) {
        var filter = String.valueOf(requirement.getDirectives().get(Constants.FILTER_DIRECTIVE));
        var name = PACKAGE.matcher(filter);
        if (!name.find()) return requirement.getNamespace() + " " + filter;
        var from = BOUND.matcher(filter);
        return "package " + name.group(1) + (from.find() ? " from version " + from.group(1) : "");
    }
}
