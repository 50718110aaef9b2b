package org.osier.core.joining;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.osier.core.identity.AtomicFile;
import org.osier.core.identity.HomeException;
import org.osier.node.NodeId;
import org.osier.trust.Invited;
import org.slf4j.LoggerFactory;

/**
 * {@code data/arrival.json}: {@code "schema":"osier.arrival/1"}, the cluster's id, and who let this node in, when. Without
 * the latter this node made the cluster and is alone in it; without the file neither is known. One that cannot be read
 * counts as none: nothing but a word on a screen, and the right to leave a cluster, hangs on it.
 */
public final class ArrivalFile implements Arrival {
    private static final String SCHEMA = "osier.arrival/1";
    private static final int MAX_BYTES = 4_096;

    /** @param by empty: this node is alone in it */
    private record Coming(String clusterId, Optional<Invited> by) {}

    private final Path file;
    private volatile Optional<Coming> coming;

    /** @param data the home's {@code data} directory */
    public ArrivalFile(Path data) {
        this.file = data.resolve("arrival.json");
        this.coming = read(file);
    }

    /** The first start made this cluster. @throws HomeException OSIER-106 if it cannot be written */
    public void made(String clusterId) throws HomeException {
        keep(new Coming(clusterId, Optional.empty()));
    }

    @Override
    public boolean alone(String clusterId) {
        return coming.filter(c -> c.clusterId().equals(clusterId) && c.by().isEmpty())
                .isPresent();
    }

    @Override
    public void notAlone() {
        if (coming.map(c -> c.by().isPresent()).orElse(true)) return;
        coming = Optional.empty();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Made when it is needed: tools use this file without a framework, where there is no log.
            LoggerFactory.getLogger(ArrivalFile.class)
                    .warn("{}: could not be deleted, {}", file, HomeException.reason(e));
        }
    }

    @Override
    public Optional<Invited> invited(String clusterId) {
        return coming.filter(c -> c.clusterId().equals(clusterId)).flatMap(Coming::by);
    }

    @Override
    public void invited(String clusterId, Invited invited) throws HomeException {
        keep(new Coming(clusterId, Optional.of(invited)));
    }

    private void keep(Coming next) throws HomeException {
        var json = new JsonObject();
        json.addProperty("schema", SCHEMA);
        json.addProperty("cluster", next.clusterId());
        next.by().ifPresent(by -> {
            json.addProperty("by", by.by().toString());
            json.addProperty("at", by.at().getEpochSecond());
        });
        AtomicFile.write(file, (json + "\n").getBytes(StandardCharsets.UTF_8));
        coming = Optional.of(next);
    }

    private static Optional<Coming> read(Path file) {
        try (var in = Files.newInputStream(file)) {
            var text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            var json = JsonParser.parseString(text).getAsJsonObject();
            if (!member(json, "schema").getAsString().equals(SCHEMA)) return Optional.empty();
            var cluster = member(json, "cluster").getAsString();
            if (!json.has("by")) return Optional.of(new Coming(cluster, Optional.empty()));
            var by = NodeId.parse(member(json, "by").getAsString());
            var at = Instant.ofEpochSecond(member(json, "at").getAsLong());
            return Optional.of(new Coming(cluster, Optional.of(new Invited(by, at))));
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (DateTimeException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static JsonElement member(JsonObject json, String name) {
        var member = json.get(name);
        if (member == null) throw new JsonParseException(name + " is missing");
        return member;
    }
}
