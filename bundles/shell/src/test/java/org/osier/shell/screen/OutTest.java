package org.osier.shell.screen;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Out out(boolean colour, int columns) {
        var stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new Out(stream, stream, colour, columns, "osier:");
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void coloursHaveTheirMeaningAndEndBehindTheWord() {
        out(true, 0).line(List.of(new Span(Style.GOOD, "alive"), Span.of(" x")));
        out(true, 0).next(new Next("peers", "for everyone"));
        assertThat(written())
                .isEqualTo("\u001b[32malive\u001b[0m x\n  \u001b[2mnext: osier:peers   for everyone\u001b[0m\n");
    }

    @Test
    void withoutColoursThereIsNoEscape() {
        out(false, 0).line(Style.BAD, "", "red");
        assertThat(written()).isEqualTo("red\n");
    }

    @Test
    void widthIsThatOfTheTerminalWithinBounds() {
        assertThat(out(false, 0).columns()).isEqualTo(100);
        assertThat(out(false, 90).columns()).isEqualTo(90);
        assertThat(out(false, 20).columns()).isEqualTo(80);
        assertThat(out(false, 65_535).columns()).isEqualTo(100);
    }

    /** Goal: whatever a peer calls itself, a table keeps to the terminal. */
    @Test
    void tablesFitIntoEveryWidth() {
        for (int columns : new int[] {80, 100}) {
            bytes.reset();
            var table = new Table("NAME", "PATH", "WHY");
            table.row(true, Span.of("n".repeat(64)), Span.of("p".repeat(255)), Span.of("w".repeat(999)));
            table.row(false, Span.of("b"), Span.of("-"), Span.of(""));
            table.print(out(false, columns));
            assertThat(written().lines()).allMatch(l -> l.length() <= columns).anyMatch(l -> l.length() == columns);
            assertThat(written().lines().skip(2)).allMatch(l -> l.startsWith("  b ") && l.endsWith("-"));
        }
    }

    /** Goal: a document prints nothing that a terminal obeys, and still says the same. */
    @Test
    void documentsAreExactAndHarmless() {
        var document = Json.document("osier.test/1");
        document.addProperty("name", "a\u009bb\u202e<\u00fc>\n");
        document.add("nothing", null);
        out(false, 0).json(document);
        assertThat(written()).contains("a\\u009bb\\u202e<\u00fc>\\n", "\"nothing\": null");
        JsonObject read = JsonParser.parseString(written()).getAsJsonObject();
        assertThat(read).isEqualTo(document);
    }

    @Test
    void unitsReadAsPeopleSayThem() {
        assertThat(Units.age(Duration.ofSeconds(-5))).isEqualTo("now");
        assertThat(Units.age(Duration.ofMillis(3_900))).isEqualTo("3 s");
        assertThat(Units.age(Duration.ofMinutes(61))).isEqualTo("1 h");
        assertThat(Units.age(Duration.ofDays(400))).isEqualTo("400 d");
        assertThat(Units.span(Duration.ofSeconds(3_725))).isEqualTo("1 h 2 min");
        assertThat(Units.span(Duration.ofHours(49))).isEqualTo("2 d 1 h");
        assertThat(Units.roundTrip(Duration.ofNanos(612_000))).isEqualTo("0.6 ms");
        assertThat(Units.roundTrip(Duration.ofMillis(2_500))).isEqualTo("2500 ms");
        assertThat(Units.address(URI.create("tcp://[::1]:7400"))).isEqualTo("tcp [::1]:7400");
        assertThat(Units.address(URI.create("ws://h:1/mesh"))).isEqualTo("ws h:1/mesh");
        assertThat(Units.address(URI.create("nowhere"))).isEqualTo("nowhere");
        assertThat(Units.intent(7)).isEqualTo("0x07");
    }

    @Test
    void hexDumpShowsOffsetBytesAndAscii() {
        var dump = HexDump.lines(ByteBuffer.wrap("osier \u0000\u0001 17 bytes!".getBytes(StandardCharsets.UTF_8)), 17);
        assertThat(dump)
                .containsExactly(
                        "00000000  6f 73 69 65 72 20 00 01 20 31 37 20 62 79 74 65  osier .. 17 byte",
                        "00000010  73                                               s");
    }
}
