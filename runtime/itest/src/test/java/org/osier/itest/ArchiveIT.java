package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The tar.gz, as somebody meets it who has nothing else. */
@Timeout(120)
class ArchiveIT {
    private static final long MEGABYTE = 1_000_000;
    private static final String ANY_PORT = "tcp://127.0.0.1:0";
    private static final Program TAR = Program.of("tar");

    @Test
    void packedTwiceItHasTheSameBytes() throws Exception {
        assertThat(Packed.archive()).hasSameBinaryContentAs(Packed.archiveAgain());
        assertThat(Packed.debian()).hasSameBinaryContentAs(Packed.debianAgain());
    }

    /** Goal: nothing of the machine that packed it is inside. Method: every entry as tar lists it. */
    @Test
    void itsEntriesSayNothingOfTheMachineThatPackedThem() throws Exception {
        var entries = TAR.ask("--numeric-owner", "--full-time", "-tvzf", Packed.archive())
                .lines()
                .map(line -> line.split(" +"))
                .toList();

        var files = entries.stream().filter(entry -> entry[0].startsWith("-")).toList();
        assertThat(files).hasSizeGreaterThan(20);
        assertThat(entries).allSatisfy(entry -> {
            var name = entry[5];
            var mode = name.endsWith("/") ? "drwxr-xr-x" : name.endsWith("/bin/osier") ? "-rwxr-xr-x" : "-rw-r--r--";
            assertThat(entry).startsWith(mode, "0/0").contains("2026-01-01", "00:00:00");
        });
        var top = entries.get(0)[5];
        assertThat(top).matches("osier-[^/]+/");
        assertThat(entries).allSatisfy(entry -> assertThat(entry[5]).startsWith(top));
        assertThat(files.stream().map(entry -> entry[5]).filter(name -> !name.contains("/bin/")))
                .isSorted();
        assertThat(TAR.ask("-tzf", Packed.archive())).doesNotContain("/data/");
    }

    @Test
    void itStaysBelowFortyMegabytes() throws Exception {
        assertThat(Files.size(Packed.archive())).isLessThan(40 * MEGABYTE);
        assertThat(Files.size(Packed.debian())).isLessThan(40 * MEGABYTE);
    }

    @Test
    void unpackedElsewhereItRuns() throws Exception {
        var osier = Program.of(unpack("archive").resolve("bin/osier").toString());

        runs(osier);
    }

    /** Goal: one distribution, which nobody may write, for many homes. Method: what is in it before and after. */
    @Test
    void aHomeOfItsOwnLeavesTheDistributionAsItIs() throws Exception {
        var folder = unpack("archive-read-only");
        Program.of("chmod").ask("-R", "a-w", folder);
        var before = listing(folder);
        var home = Homes.fresh("archive-home");

        runs(Program.of(folder.resolve("bin/osier").toString(), "--home", home.toString()));

        assertThat(listing(folder)).isEqualTo(before);
        Program.of("chmod").ask("-R", "u+w", folder);
    }

    private static void runs(Program osier) throws Exception {
        try {
            assertThat(osier.ask("start", "--name", "alpha", "--listen", ANY_PORT))
                    .startsWith("node started in");
            assertThat(osier.ask("status")).contains("alpha");
        } finally {
            assertThat(osier.call("stop").text()).startsWith("node in");
        }
    }

    private static Path unpack(String name) throws Exception {
        var folder = Homes.fresh(name);
        TAR.ask("-xzf", Packed.archive(), "-C", folder);
        try (var entries = Files.list(folder)) {
            return entries.toList().get(0);
        }
    }

    private static List<String> listing(Path folder) throws Exception {
        return Program.of("find")
                .ask(folder, "-printf", "%P %s %m %T@\\n")
                .lines()
                .sorted()
                .toList();
    }
}
