package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osier.mesh.Self;
import org.osier.mesh.TransportStatus;
import org.osier.shell.screen.Out;
import org.osier.shell.screen.Span;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Table;
import org.osier.shell.screen.Units;

/** What is shown of transports: what the framework knows of their bundles beside what the node counts. */
final class TransportRows {
    /** One transport, or a bundle that gives none now. */
    private record Row(Carrier carrier, List<String> schemes, Optional<TransportStatus> status, List<URI> listening) {
        String scheme() {
            return schemes.isEmpty() ? "-" : String.join(" ", schemes);
        }

        /** What people call it: whether it can be used, and if not, why. */
        String state() {
            if (!carrier.isActive()) return carrier.state();
            if (status.isEmpty()) return "waiting";
            return status.get().serving() ? "serving" : "spare";
        }

        Style style() {
            return switch (state()) {
                case "serving" -> Style.GOOD;
                case "not resolved" -> Style.BAD;
                default -> Style.WARN;
            };
        }
    }

    private final List<Row> rows = new ArrayList<>();

    TransportRows(List<Carrier> carriers, Optional<Self> self) {
        var statuses = self.map(Self::transports).orElse(List.of());
        var listening = self.map(Self::listening).orElse(List.of());
        for (var status : statuses) {
            for (var carrier : carriers) {
                if (carrier.services().contains(status.serviceId())) {
                    rows.add(new Row(carrier, status.schemes(), Optional.of(status), listening(status, listening)));
                }
            }
        }
        for (var carrier : carriers) {
            if (rows.stream().noneMatch(row -> row.carrier() == carrier)) {
                rows.add(new Row(carrier, carrier.schemes(), Optional.empty(), List.of()));
            }
        }
    }

    private static List<URI> listening(TransportStatus status, List<URI> all) {
        return all.stream()
                .filter(a -> status.serving() && status.schemes().contains(a.getScheme()))
                .toList();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    void print(Out out) {
        var bundles = new Table("SCHEME", "STATE", "BUNDLE", "LISTENING");
        var counts = new Table("SCHEME", "LINKS", "IN", "", "OUT", "", "DIALS", "FAILED", "ACCEPTED");
        for (var row : rows) {
            bundles.row(
                    false,
                    Span.of(row.scheme()),
                    new Span(row.style(), row.state()),
                    Span.of(row.carrier().title()),
                    Span.of(listening(row)));
            row.status().ifPresent(status -> counts.row(false, counts(row.scheme(), status)));
        }
        bundles.print(out);
        if (rows.stream().anyMatch(row -> row.status().isPresent())) {
            out.line("");
            counts.print(out);
        }
    }

    private static String listening(Row row) {
        var addresses = row.listening().stream().map(URI::getAuthority).toList();
        return addresses.isEmpty() ? "-" : String.join(" ", addresses);
    }

    private static Span[] counts(String scheme, TransportStatus status) {
        int other = status.connections() - status.links();
        return new Span[] {
            Span.of(scheme),
            Span.of(status.links() + (other > 0 ? " +" + other : "")),
            Span.of(Units.count(status.messagesIn())),
            Span.of(Units.bytes(status.bytesIn())),
            Span.of(Units.count(status.messagesOut())),
            Span.of(Units.bytes(status.bytesOut())),
            Span.of(Units.count(status.dials())),
            Span.of(Units.count(status.dialsFailed())),
            Span.of(Units.count(status.accepted()))
        };
    }

    JsonArray json() {
        var list = new JsonArray();
        for (var row : rows) {
            var json = new JsonObject();
            var schemes = new JsonArray();
            row.schemes().forEach(schemes::add);
            json.add("schemes", schemes);
            json.addProperty("state", row.state());
            json.addProperty("bundle", row.carrier().name());
            json.addProperty("version", row.carrier().version());
            json.addProperty("bundleId", row.carrier().bundleId());
            var listening = new JsonArray();
            row.listening().forEach(a -> listening.add(a.toString()));
            json.add("listening", listening);
            json.add("carried", row.status().map(TransportRows::carried).orElse(null));
            list.add(json);
        }
        return list;
    }

    private static JsonObject carried(TransportStatus status) {
        var json = new JsonObject();
        json.addProperty("serviceId", status.serviceId());
        json.addProperty("delivery", status.datagrams() ? "datagram" : "stream");
        json.addProperty("connections", status.connections());
        json.addProperty("links", status.links());
        json.addProperty("messagesIn", status.messagesIn());
        json.addProperty("bytesIn", status.bytesIn());
        json.addProperty("messagesOut", status.messagesOut());
        json.addProperty("bytesOut", status.bytesOut());
        json.addProperty("dials", status.dials());
        json.addProperty("dialsFailed", status.dialsFailed());
        json.addProperty("accepted", status.accepted());
        return json;
    }
}
