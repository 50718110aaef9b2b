package org.osier.core.check;

import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where the node that runs in a home listens, as its {@code data/ready.json} tells. */
final class RunningNode {
    private RunningNode() {}

    /** Nothing if that process is not ready, or none runs ({@code pid} 0). */
    static List<URI> addresses(Path data, long pid) {
        var addresses = new ArrayList<URI>();
        try {
            if (pid == 0) return addresses;
            var ready = JsonParser.parseString(Files.readString(data.resolve("ready.json")))
                    .getAsJsonObject();
            if (ready.get("pid").getAsLong() != pid) return addresses;
            for (var address : ready.getAsJsonArray("addresses")) addresses.add(URI.create(address.getAsString()));
        } catch (IOException | JsonParseException | IllegalStateException | IllegalArgumentException e) {
            addresses.clear(); // not ready
        }
        return addresses;
    }
}
