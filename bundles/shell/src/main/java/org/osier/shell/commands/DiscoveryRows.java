package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osier.mesh.DiscoveryStatus;
import org.osier.mesh.Self;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;

/** What is shown of discoveries: what the framework knows of their bundles beside what the node knows. */
final class DiscoveryRows {
    /** One discovery, or a bundle that gives none now. */
    private record Row(@Nullable Carrier carrier, Optional<DiscoveryStatus> status) {
        String name() {
            return status.map(DiscoveryStatus::name).orElseGet(() -> carrier == null ? "-" : last(carrier.name()));
        }

        /** People know a discovery by the end of its bundle's name. */
        private static String last(String name) {
            return name.substring(name.lastIndexOf('.') + 1);
        }

        String state() {
            if (status.isPresent()) return status.get().state().name().toLowerCase(Locale.ROOT);
            return carrier == null || carrier.isActive() ? "waiting" : carrier.state();
        }

        Style style() {
            return switch (state()) {
                case "running" -> Style.GOOD;
                case "failed", "not resolved" -> Style.BAD;
                default -> Style.WARN;
            };
        }

        String bundle() {
            return carrier != null ? carrier.title() : isOwn() ? "part of the node" : "-";
        }

        boolean isOwn() {
            return status.filter(s -> s.serviceId() == 0).isPresent();
        }
    }

    private final List<Row> rows = new ArrayList<>();

    DiscoveryRows(List<Carrier> carriers, Optional<Self> self) {
        for (var status : self.map(Self::discoveries).orElse(List.of())) {
            var carrier = carriers.stream()
                    .filter(c -> c.services().contains(status.serviceId()))
                    .findFirst();
            rows.add(new Row(carrier.orElse(null), Optional.of(status)));
        }
        for (var carrier : carriers) {
            if (rows.stream().noneMatch(row -> row.carrier() == carrier)) rows.add(new Row(carrier, Optional.empty()));
        }
    }

    void print(Out out, Instant now) {
        if (rows.isEmpty()) {
            out.line("this node has no discovery");
            return;
        }
        var table = new Table("NAME", "STATE", "BUNDLE", "SINCE", "TOLD", "STANDING", "FOUND", "SHED");
        for (var row : rows) {
            table.row(
                    false,
                    Span.of(row.name()),
                    new Span(row.style(), row.state()),
                    Span.of(row.bundle()),
                    Span.of(row.status().map(s -> age(s.since(), now)).orElse("-")),
                    Span.of(row.status()
                            .flatMap(DiscoveryStatus::announced)
                            .map(at -> age(at, now))
                            .orElse("-")),
                    count(row, DiscoveryStatus::standing),
                    count(row, DiscoveryStatus::found),
                    count(row, DiscoveryStatus::shed));
        }
        table.print(out);
        for (var row : rows) {
            for (var trouble : row.status().map(DiscoveryStatus::troubles).orElse(List.of()))
                out.hanging(List.of(Span.of("  " + row.name() + ": ")), trouble);
        }
    }

    private static String age(Instant at, Instant now) {
        return Units.age(Duration.between(at, now));
    }

    private interface Number {
        long of(DiscoveryStatus status);
    }

    private static Span count(Row row, Number number) {
        return Span.of(row.status().map(s -> Units.count(number.of(s))).orElse("-"));
    }

    JsonArray json() {
        var list = new JsonArray();
        for (var row : rows) {
            var carrier = row.carrier();
            var json = new JsonObject();
            json.addProperty("name", row.name());
            json.addProperty("state", row.state());
            json.addProperty("bundle", carrier == null ? null : carrier.name());
            json.addProperty("version", carrier == null ? null : carrier.version());
            json.addProperty("bundleId", carrier == null ? null : carrier.bundleId());
            json.addProperty(
                    "since", row.status().map(s -> s.since().toString()).orElse(null));
            json.addProperty(
                    "announced",
                    row.status()
                            .flatMap(DiscoveryStatus::announced)
                            .map(Instant::toString)
                            .orElse(null));
            json.addProperty("standing", number(row, DiscoveryStatus::standing));
            json.addProperty("found", number(row, DiscoveryStatus::found));
            json.addProperty("shed", number(row, DiscoveryStatus::shed));
            var troubles = new JsonArray();
            row.status().map(DiscoveryStatus::troubles).orElse(List.of()).forEach(troubles::add);
            json.add("troubles", troubles);
            list.add(json);
        }
        return list;
    }

    private static @Nullable Long number(Row row, Number number) {
        return row.status().map(number::of).orElse(null);
    }
}
