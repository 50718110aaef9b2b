package org.osier.bench.report;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.osier.bench.jvm.Placement;

/** Everything that was measured, as JSON. */
public final class Report {
    private final Machine machine;
    private final JsonObject json = new JsonObject();
    private final JsonArray sections = new JsonArray();

    /** @param permille how much of the usual work was done; 1,000: all of it */
    public Report(Machine machine, int runs, int permille) {
        this.machine = machine;
        json.addProperty("schema", "osier.bench/1");
        json.addProperty("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        machine.commit().ifPresent(commit -> json.addProperty("commit", commit));
        var of = new JsonObject();
        of.addProperty("cpu", machine.cpu());
        of.addProperty("processors", machine.processors());
        of.addProperty("os", machine.os());
        of.addProperty("java", machine.java());
        json.add("machine", of);
        json.addProperty("runs", runs);
        json.addProperty("permille", permille);
        json.addProperty("placed", Placement.possible());
        json.add("sections", sections);
    }

    /**
     * Adds a section.
     *
     * @param runs the results of each run by id
     * @param loads the load average at the end of each run
     * @param stolen percent of the processors' time that the host took during each, NaN if the system does not say
     * @return the table of it
     */
    public String add(
            String name,
            String title,
            List<Row> rows,
            List<Map<String, Double>> runs,
            List<Double> loads,
            List<Double> stolen) {
        var measured = rows.stream().map(row -> Measured.of(row, runs)).toList();
        var section = new JsonObject();
        section.addProperty("name", name);
        section.addProperty("title", title);
        section.add("loads", array(loads));
        section.add(
                "stolen",
                array(stolen.stream().filter(percent -> !percent.isNaN()).toList()));
        var array = new JsonArray();
        measured.forEach(row -> array.add(json(row)));
        section.add("rows", array);
        sections.add(section);
        return Table.of(title, measured);
    }

    private static JsonObject json(Measured measured) {
        var row = measured.row();
        var json = new JsonObject();
        json.addProperty("id", row.id());
        json.addProperty("label", row.label());
        json.addProperty("unit", row.unit());
        json.addProperty("median", measured.median());
        json.add("values", array(measured.values()));
        if (row.against() != null) {
            json.addProperty("against", row.against());
            json.addProperty("ratio", measured.ratio());
            json.add("ratios", array(measured.ratios()));
        }
        var goal = row.goal();
        if (goal != null) {
            json.addProperty("goal", goal.toString());
            json.addProperty("holds", measured.holds());
        }
        return json;
    }

    private static JsonArray array(List<Double> values) {
        var array = new JsonArray();
        values.forEach(array::add);
        return array;
    }

    /** Who measured, in one line. */
    public String heading() {
        return machine.cpu() + ", " + machine.processors() + " processors, " + machine.os() + ", " + machine.java()
                + machine.commit()
                        .map(commit -> ", commit " + commit.substring(0, Math.min(12, commit.length())))
                        .orElse("");
    }

    /** Writes what was added so far. */
    public void write(Path file) throws IOException {
        Files.writeString(
                file,
                new GsonBuilder()
                                .setPrettyPrinting()
                                .disableHtmlEscaping()
                                .create()
                                .toJson(json) + "\n");
    }
}
