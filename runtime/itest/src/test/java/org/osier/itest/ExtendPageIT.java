package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page for those who extend Osier, and the sizes that are promised to them. */
class ExtendPageIT {
    private static final Path PAGE = Outside.CHECKOUT.resolve("bundles/api/EXTEND.md");
    private static final String BEGIN = "```java\n";
    private static final String END = "```\n";

    @Test
    void itsCodeIsThatOfTheTemplate() throws Exception {
        var sources = new ArrayList<String>();
        for (var file : sources()) sources.add(Files.readString(file));

        var blocks = blocks();

        assertThat(blocks).hasSizeGreaterThan(4);
        assertThat(blocks).allSatisfy(block -> assertThat(sources).anyMatch(source -> source.contains(block)));
    }

    @Test
    void aHandlerTakesLessThan20LinesAndADiscoveryLessThan100() throws Exception {
        assertThat(lines("Shout.java")).isLessThan(20);
        assertThat(lines("AddressFile.java")).isLessThan(100);
    }

    /** All of its sources together, as a formatter lays them out. */
    @Test
    void aTransportTakesLessThan150Lines() throws Exception {
        var lines = new ArrayList<String>();
        for (var file : sources()) {
            if (file.toString().contains("/transport/src/main/")) lines.addAll(Files.readAllLines(file));
        }
        assertThat(lines).hasSizeBetween(50, 149);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(lines).noneMatch(line -> line.endsWith("*;"));
    }

    private static List<String> blocks() throws IOException {
        var blocks = new ArrayList<String>();
        var page = Files.readString(PAGE);
        for (int begin = page.indexOf(BEGIN); begin >= 0; begin = page.indexOf(BEGIN, begin + 1)) {
            blocks.add(page.substring(begin + BEGIN.length(), page.indexOf(END, begin + BEGIN.length())));
        }
        return blocks;
    }

    private static int lines(String name) throws IOException {
        var file = sources().stream()
                .filter(path -> path.endsWith(name))
                .findFirst()
                .orElseThrow();
        return Files.readAllLines(file).size();
    }

    private static List<Path> sources() throws IOException {
        try (var walk = Files.walk(Outside.TEMPLATE)) {
            return walk.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }
}
