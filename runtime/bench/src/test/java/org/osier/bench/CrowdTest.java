package org.osier.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class CrowdTest {
    private static final int PERMILLE = 30;
    private static final double LINKS = 300;

    /** Goal: a node stands a crowd of idle links and loses nothing. Method: a part of the bench's crowd. */
    @Test
    @Timeout(value = 240, unit = TimeUnit.SECONDS)
    void aNodeWithManyLinksKeepsThemAndReachesEveryone(@TempDir Path folder) throws Exception {
        var file = folder.resolve("report.json");

        Bench.run(new Options(List.of("crowd"), 1, Optional.of(file), PERMILLE, folder, folder, Short.LIFE));

        var section = JsonParser.parseString(Files.readString(file))
                .getAsJsonObject()
                .getAsJsonArray("sections")
                .get(0)
                .getAsJsonObject();
        assertThat(value(section, "crowd.links")).isEqualTo(LINKS);
        assertThat(value(section, "crowd.kept")).isEqualTo(LINKS);
        assertThat(value(section, "crowd.lost")).isZero();
    }

    private static double value(JsonElement section, String id) {
        return StreamSupport.stream(
                        section.getAsJsonObject().getAsJsonArray("rows").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(row -> row.get("id").getAsString().equals(id))
                .findAny()
                .orElseThrow()
                .get("median")
                .getAsDouble();
    }
}
