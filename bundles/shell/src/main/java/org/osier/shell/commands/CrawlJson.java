package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Locale;
import org.osier.crawl.CrawlReport;
import org.osier.crawl.CrawledNode;
import org.osier.node.NodeId;
import org.osier.node.NodeRecord;
import org.osier.shell.screen.Json;

/** What a crawl found, as a document. */
final class CrawlJson {
    private CrawlJson() {}

    static JsonObject document(CrawlWords words, CrawlReport report) {
        var plan = words.plan();
        var document = Json.document("osier.crawl/1");
        document.add("start", words.start().json());
        document.addProperty("scope", plan.scope().name().toLowerCase(Locale.ROOT));
        document.addProperty("depth", plan.depth());
        document.addProperty("maxPeers", plan.maxNodes());
        document.addProperty("timeoutSeconds", plan.timeout().toMillis() / 1e3);
        var nodes = new JsonArray();
        for (var node : report.nodes()) nodes.add(of(node));
        document.add("nodes", nodes);
        var count = new JsonObject();
        count.addProperty("nodes", report.nodes().size());
        count.addProperty("verified", report.verified());
        count.addProperty("hearsay", report.nodes().size() - report.verified());
        count.addProperty("asked", report.asked());
        count.addProperty("answered", report.answered());
        count.addProperty("dropped", report.dropped());
        document.add("count", count);
        document.addProperty("seconds", report.took().toNanos() / 1e9);
        document.addProperty("deadlineReached", report.deadlineReached());
        document.addProperty("capReached", report.capReached());
        return document;
    }

    private static JsonObject of(CrawledNode node) {
        var json = new JsonObject();
        json.addProperty("id", node.id().toString());
        json.addProperty("name", node.name());
        json.addProperty("role", node.record().isEmpty() ? null : CrawlScreen.role(node));
        var addresses = new JsonArray();
        node.record().map(NodeRecord::addresses).ifPresent(all -> all.forEach(a -> addresses.add(a.toString())));
        json.add("addresses", addresses);
        json.addProperty("depth", node.depth());
        json.addProperty("via", node.via().map(NodeId::toString).orElse(null));
        json.addProperty("known", CrawlScreen.known(node));
        json.addProperty("linked", node.linked());
        json.addProperty("why", node.why().isEmpty() ? null : node.why());
        return json;
    }
}
