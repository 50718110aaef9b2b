package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the files in {@code etc/} and {@code optional/} say of each key is what the metatype of the shipped bundles says. */
class EtcFilesIT {
    private static final String METATYPE = "OSGI-INF/metatype/";

    /** {@code key = value}, in which the value may be {@code ${osier.option:-value}}. */
    private static final Pattern LINE = Pattern.compile("(\\w+) =(?: \\$\\{osier\\.[a-z.]+:-(.*)\\}| (.*)|)");

    /** The distribution listens on all interfaces, closed by admission; whoever embeds core alone does so on loopback. */
    private static final Map<String, String> OTHER_DEFAULTS = Map.of("org.osier.core listen", "tcp://0.0.0.0:7400");

    /** By the end of a key: the word for its unit. */
    private static final Map<String, String> UNITS =
            Map.of("Ms", "millisecond", "Seconds", "second", "Bytes", "bytes", "Percent", "percent");

    /** One file and the elements AD of its metatype. */
    record Described(String pid, List<Element> keys) {
        @Override
        public String toString() {
            return pid;
        }
    }

    static Stream<Described> configurations() throws Exception {
        var described = new ArrayList<Described>();
        for (var file : Assembled.ours()) {
            try (var jar = new JarFile(file.toFile())) {
                for (var entry : jar.stream()
                        .filter(e -> e.getName().startsWith(METATYPE))
                        .toList()) {
                    if (entry.isDirectory()) continue;
                    try (var in = jar.getInputStream(entry)) {
                        var root = DocumentBuilderFactory.newDefaultInstance()
                                .newDocumentBuilder()
                                .parse(in)
                                .getDocumentElement();
                        var pid = elements(root.getElementsByTagName("Designate"))
                                .get(0)
                                .getAttribute("pid");
                        described.add(new Described(pid, elements(root.getElementsByTagName("AD"))));
                    }
                }
            }
        }
        assertThat(described).extracting(Described::pid).contains("org.osier.core", "org.osier.transport.tcp");
        return described.stream();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void everyKeyStandsInItsFileWithItsDefault(Described configuration) throws IOException {
        var expected = new HashMap<String, String>();
        for (var key : configuration.keys()) {
            var id = key.getAttribute("id");
            expected.put(
                    id,
                    OTHER_DEFAULTS.getOrDefault(
                            configuration.pid() + " " + id,
                            key.getAttribute("default").replaceAll("\\\\(.)", "$1")));
        }

        var values = new HashMap<String, String>();
        for (var line : lines(configuration)) {
            if (line.isEmpty() || line.startsWith("#")) continue;
            var parts = LINE.matcher(line);
            assertThat(parts.matches()).as(line).isTrue();
            var value = Stream.of(2, 3)
                    .map(parts::group)
                    .filter(v -> v != null)
                    .findFirst()
                    .orElse("");
            assertThat(values.put(parts.group(1), value)).as("twice: " + line).isNull();
        }
        assertThat(values).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void theCommentOfEachKeyHasItsRangeItsUnitAndWhatAnEditDoes(Described configuration) throws IOException {
        var lines = lines(configuration);
        for (var key : configuration.keys()) {
            var id = key.getAttribute("id");
            var comment = comment(lines, id);
            for (var limit : List.of("min", "max")) {
                if (!key.getAttribute(limit).isEmpty()) {
                    assertThat(comment).as(id).containsPattern("\\b" + Pattern.quote(key.getAttribute(limit)) + "\\b");
                }
            }
            for (var option : elements(key.getElementsByTagName("Option"))) {
                assertThat(comment).as(id).contains(option.getAttribute("value"));
            }
            UNITS.forEach((end, unit) -> {
                if (id.endsWith(end))
                    assertThat(comment.toLowerCase(Locale.ROOT)).as(id).contains(unit);
            });
            assertThat(comment).as(id).containsPattern("\\bLive\\b|\\bRestarts the \\w+|at the first start only");
        }
    }

    /** The lines that stand above a key, without a gap. */
    private static String comment(List<String> lines, String id) {
        int at = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(id + " ="))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is missing"));
        int begin = at;
        while (begin > 0 && lines.get(begin - 1).startsWith("#")) begin--;
        return String.join(" ", lines.subList(begin, at)).replace("# ", "");
    }

    private static List<String> lines(Described configuration) throws IOException {
        var name = configuration.pid() + ".cfg";
        var optional = Assembled.optional(name);
        return Files.readAllLines(
                Files.exists(optional)
                        ? optional
                        : Assembled.FOLDER.resolve("etc").resolve(name));
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .map(Element.class::cast)
                .toList();
    }
}
