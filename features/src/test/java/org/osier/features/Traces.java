package org.osier.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;

/** What there is of Osier in this process. */
record Traces(BundleContext context) {
    /** Ours; the bundle that has the tests in it is called otherwise. */
    static boolean isOurs(Bundle bundle) {
        var name = bundle.getSymbolicName();
        return name != null && name.startsWith("org.osier.");
    }

    /** Each bundle, service and thread of ours, in words. */
    Set<String> found() throws InvalidSyntaxException {
        var found = new TreeSet<String>();
        Arrays.stream(context.getBundles()).filter(Traces::isOurs).forEach(b -> found.add("bundle " + b));
        var services = context.getAllServiceReferences(null, null);
        if (services != null) Arrays.stream(services).filter(Traces::isOurs).forEach(s -> found.add("service " + s));
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("osier-")
                        || name.toLowerCase(Locale.ROOT).contains("netty")
                        || name.startsWith("globalEventExecutor"))
                .forEach(name -> found.add("thread " + name));
        return found;
    }

    private static boolean isOurs(ServiceReference<?> service) {
        if ("osier".equals(service.getProperty("osgi.command.scope"))) return true;
        return Stream.of((String[]) service.getProperty(Constants.OBJECTCLASS))
                .anyMatch(n -> n.startsWith("org.osier."));
    }

    /** Local addresses of the TCP sockets of this process that listen, as Linux tells them. */
    static Set<String> listening() throws IOException {
        var mine = new HashSet<String>();
        try (var files = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (var file : files) inode(file, mine);
        }
        var listening = new TreeSet<String>();
        for (var table : List.of("tcp", "tcp6")) {
            for (var line : Files.readAllLines(Path.of("/proc/self/net", table))) {
                var words = line.strip().split(" +");
                if (words[3].equals("0A") && mine.contains(words[9])) listening.add(words[1]);
            }
        }
        return listening;
    }

    private static void inode(Path file, Set<String> inodes) {
        try {
            var target = Files.readSymbolicLink(file).toString();
            if (target.startsWith("socket:[")) inodes.add(target.substring(8, target.length() - 1));
        } catch (IOException e) {
            // Closed since the folder was read.
        }
    }
}
