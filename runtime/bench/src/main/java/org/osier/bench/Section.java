package org.osier.bench;

import java.util.List;
import java.util.Map;
import org.osier.bench.report.Row;

/** One bench: starts its own processes for each run, so that no run profits from the one before. */
interface Section {
    /** The word that chooses it. */
    String name();

    /** Over its table. */
    String title();

    /** Its figures. */
    List<Row> rows();

    /** One run. @return values by the ids of the rows */
    Map<String, Double> run(Setup setup) throws Exception;
}
