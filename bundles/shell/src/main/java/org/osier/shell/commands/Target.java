package org.osier.shell.commands;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osier.mesh.Mesh;
import org.osier.mesh.Peer;
import org.osier.node.NodeId;
import org.osier.shell.screen.Next;

/**
 * Whom a command is about.
 *
 * @param id who
 * @param name what it calls itself
 * @param peer what is known of it; empty for this node
 */
record Target(NodeId id, String name, Optional<Peer> peer) {
    private static final String SELF = "self";

    /** Shorter beginnings of an id are more likely names with a slip in them. */
    private static final int MIN_HEX_DIGITS = 4;

    private static final int HEX_DIGITS = 2 * NodeId.BYTES;

    /** So many are named when a word fits none or several. */
    private static final int MAX_NAMED = 8;

    /**
     * Finds a node by the word {@code self}, its name, its id or the beginning of it. A name is what anyone may call
     * himself, also the beginning of another one's id: so a word that fits two nodes in any way is refused.
     *
     * @throws Failure if it fits no node or several
     */
    static Target find(Mesh mesh, String word) throws Failure {
        var all = new ArrayList<Target>();
        var self = mesh.self();
        all.add(new Target(self.id(), self.name(), Optional.empty()));
        if (word.equals(SELF)) return all.get(0);
        for (var peer : mesh.peers()) all.add(new Target(peer.id(), peer.name(), Optional.of(peer)));
        var hex = word.toLowerCase(Locale.ROOT);
        // A whole id can mean only one node, whatever the others call themselves.
        for (var target : all) if (target.id.toString().equals(hex)) return target;
        var fitting = all.stream().filter(t -> t.fits(word, hex)).toList();
        if (fitting.size() == 1) return fitting.get(0);
        if (fitting.isEmpty()) {
            throw Failure.plain("no node is called " + word + ".", new Next("peers", "for everyone we know"))
                    .with("known: " + names(all));
        }
        throw Failure.wrongUse(
                        word + " may be any of " + fitting.size() + " nodes.",
                        Next.say("give more digits of the id, or the whole one"))
                .with(names(fitting));
    }

    private boolean fits(String word, String hex) {
        return name.equals(word)
                || hex.length() >= MIN_HEX_DIGITS
                        && hex.length() < HEX_DIGITS
                        && id.toString().startsWith(hex);
    }

    private static String names(List<Target> targets) {
        var names = new ArrayList<String>();
        for (var t : targets.subList(0, Math.min(MAX_NAMED, targets.size()))) {
            names.add(t.name + " " + t.id.toString().substring(0, 16));
        }
        if (targets.size() > MAX_NAMED) names.add("and " + (targets.size() - MAX_NAMED) + " more");
        return String.join(", ", names);
    }

    /** What to write for it in a command that we suggest. */
    String word() {
        return word(name, id);
    }

    /** The name, or the short id if the name would need quotes or look like an option. */
    static String word(String name, NodeId id) {
        return name.matches("[A-Za-z0-9_][A-Za-z0-9_-]*") ? name : id.brief();
    }

    boolean isSelf() {
        return peer.isEmpty();
    }

    JsonObject json() {
        var json = new JsonObject();
        json.addProperty("name", name);
        json.addProperty("id", id.toString());
        return json;
    }
}
