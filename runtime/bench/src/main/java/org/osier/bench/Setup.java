package org.osier.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osier.bench.jvm.ChildJvm;
import org.osier.bench.jvm.Placement;

/**
 * What every section is given.
 *
 * @param folder for files of this run; removed at the end
 * @param cluster file of the cluster that all nodes are members of
 * @param javaOptions for the JVMs that are started; {@code %r} in them becomes the role
 * @param permille how much of the usual work is to be done; 1,000: all of it
 */
record Setup(Path folder, Path cluster, Path distribution, List<String> javaOptions, int permille) {
    ChildJvm server(Placement placement) throws IOException {
        return ChildJvm.start("server", cluster, placement, javaOptions);
    }

    /** @param more options of its Java, behind those that every one has */
    ChildJvm server(Placement placement, List<String> more) throws IOException {
        return ChildJvm.start("server", cluster, placement, with(more));
    }

    /** One with another role. @param more options of its Java, behind those that every one has */
    ChildJvm jvm(String role, List<String> more) throws IOException {
        return ChildJvm.start(role, cluster, Placement.FREE, with(more));
    }

    /** @param more options of its Java, behind those that every one has */
    ChildJvm client(Placement placement, List<String> more) throws IOException {
        return ChildJvm.start("client", cluster, placement, with(more));
    }

    private List<String> with(List<String> more) {
        return Stream.concat(more.stream(), javaOptions.stream()).toList();
    }

    ChildJvm client(Placement placement) throws IOException {
        return ChildJvm.start("client", cluster, placement, javaOptions);
    }
}
