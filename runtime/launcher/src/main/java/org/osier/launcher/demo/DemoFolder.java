package org.osier.launcher.demo;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;

/** The folder of the demo, one demo at a time. What an earlier demo left is removed; nothing else ever is. */
final class DemoFolder implements Closeable {
    /** Says that a demo made this folder, and is locked while one is at work in it. */
    private static final String MARK = "osier-demo";

    private static final String CLUSTER = "cluster.json";

    private final Path folder;
    private final FileChannel mark;

    private DemoFolder(Path folder, FileChannel mark) {
        this.folder = folder;
        this.mark = mark;
    }

    /** Takes the folder, made if it is not there. @param names of the nodes whose old homes are removed */
    static DemoFolder open(Path folder, List<String> names) throws IOException, DemoException {
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve(MARK)) && !isEmpty(folder)) {
            throw DemoException.wrongUse("--home " + folder + ": it is neither empty nor the folder of a demo");
        }
        var mark = FileChannel.open(folder.resolve(MARK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        var demo = new DemoFolder(folder, mark);
        try {
            if (mark.tryLock() == null) throw DemoException.failed("a demo is already running in " + folder);
            for (var name : names) demo.checkNothingRuns(name);
            for (var name : names) demo.remove(name);
            demo.remove(CLUSTER);
            return demo;
        } catch (IOException | DemoException e) {
            demo.close();
            throw e;
        }
    }

    Path home(String name) {
        return folder.resolve(name);
    }

    Path clusterFile() {
        return folder.resolve(CLUSTER);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }

    // A node holds a lock on this file while it runs, and writes its process id into it.
    private void checkNothingRuns(String name) throws IOException, DemoException {
        var file = home(name).resolve("data").resolve("launcher.pid");
        if (!Files.exists(file)) return;
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (channel.tryLock() != null) return;
        }
        throw DemoException.failed(name + " of an earlier demo is still running, process "
                + Files.readString(file).strip() + "\n  stop: bin/osier --home " + home(name) + " stop");
    }

    private void remove(String name) throws IOException {
        var target = folder.resolve(name);
        if (!Files.exists(target)) return;
        List<Path> all;
        try (var walk = Files.walk(target)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (var path : all) Files.delete(path);
    }

    @Override
    public void close() throws IOException {
        mark.close();
    }
}
