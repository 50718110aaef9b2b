package org.osier.shell.commands;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.osier.node.NodeId;
import org.osier.shell.screen.Json;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Style;
import org.osier.shell.screen.Units;
import org.osier.trust.ClusterMember;
import org.osier.trust.ClusterState;

/**
 * {@code cluster}: which one, since when its secret is in force, who has a say in it, who belongs to it; and the code by
 * which people compare two screens.
 */
final class ClusterCommand implements Command {
    private static final Synopsis SYNOPSIS = new Synopsis(
                    "cluster",
                    "Members, epoch, who is revoked; ACTION code: digits to compare",
                    List.of("[ACTION]", "[DIGITS]"),
                    List.of())
            .watchable();

    @Override
    public Synopsis synopsis() {
        return SYNOPSIS;
    }

    @Override
    public Exit run(Call call) throws Failure {
        var action = call.args().optionalOperand(0);
        if (action.isPresent()) {
            if (!action.get().equals("code")) {
                throw call.args().wrongUse("cluster, or cluster code [DIGITS]; got " + action.get() + ".");
            }
            return ClusterCode.run(call, call.args().optionalOperand(1));
        }
        var state = call.administration().state();
        if (call.json()) call.out().json(document(state));
        else screen(call, state);
        return Exit.DONE;
    }

    private static void screen(Call call, ClusterState state) {
        var out = call.out();
        var now = call.node().clock().instant();
        out.field(
                "cluster", Style.PLAIN, state.name() + "  genesis " + state.id().substring(0, 6));
        var since = Units.age(Duration.between(state.since(), now));
        out.field(
                "epoch",
                Style.PLAIN,
                Integer.toUnsignedString(state.epoch()) + ", since " + (since.equals("now") ? "now" : since + " ago"));
        var administrators = administrators(state);
        out.field("ruled by", state.threshold() == 0 ? Style.WARN : Style.PLAIN, administrators);
        out.field("members", Style.PLAIN, members(state));
        if (state.roster() > 0) out.field("rotation", Style.PLAIN, rotation(state));
        if (!state.revoked().isEmpty()) out.field("revoked", Style.PLAIN, ids(state.revoked()));
        if (!state.owed().isEmpty()) {
            out.field(
                    "owed",
                    Style.BAD,
                    ids(state.owed()) + " know the secret in force: two rotations were issued at once");
        }
        out.next(next(state));
    }

    private static String administrators(ClusterState state) {
        int count = state.administrators().size();
        if (count == 0) return "no administrators: nobody can revoke a node or sign an update";
        var keys =
                state.administrators().stream().map(key -> key.substring(0, 8)).collect(Collectors.joining(", "));
        return state.threshold() + " of " + Units.count(count, "administrator") + ": " + keys;
    }

    private static String members(ClusterState state) {
        var others = state.members().stream().filter(m -> !m.self()).toList();
        if (others.isEmpty()) return "this node alone, as far as it knows";
        long linked = others.stream().filter(ClusterMember::linked).count();
        return "this node and " + Units.count(others.size(), "other") + ", " + Units.count(linked) + " linked";
    }

    private static String rotation(ClusterState state) {
        var behind = state.members().stream().filter(m -> !m.current()).toList();
        return Units.count(state.roster()) + " stayed, "
                + (behind.isEmpty() ? "all seen with its secret" : "not seen with its secret yet: " + names(behind));
    }

    private static String names(List<ClusterMember> members) {
        return members.stream().map(ClusterMember::name).limit(8).collect(Collectors.joining(", "))
                + (members.size() > 8 ? " and " + (members.size() - 8) + " more" : "");
    }

    private static String ids(List<NodeId> ids) {
        return ids.stream().map(NodeId::brief).limit(8).collect(Collectors.joining(", "))
                + (ids.size() > 8 ? " and " + (ids.size() - 8) + " more" : "");
    }

    private static Next next(ClusterState state) {
        if (state.threshold() == 0)
            return Next.say("osier cluster create FILE at a terminal makes a cluster with administrators");
        if (!state.owed().isEmpty()) {
            return new Next("revoke " + state.owed().get(0).brief() + " --key FILE", "so that they are out for good");
        }
        return new Next("revoke NODE", "shows who would stay");
    }

    static JsonObject document(ClusterState state) {
        var document = Json.document("osier.cluster/1");
        document.addProperty("name", state.name());
        document.addProperty("id", state.id());
        document.addProperty("epoch", Integer.toUnsignedLong(state.epoch()));
        document.addProperty("since", state.since().toString());
        document.addProperty("created", state.created().toString());
        var administrators = new JsonArray();
        state.administrators().forEach(administrators::add);
        document.add("administrators", administrators);
        document.addProperty("threshold", state.threshold());
        var members = new JsonArray();
        state.members().forEach(member -> members.add(json(member)));
        document.add("members", members);
        document.addProperty("roster", state.roster());
        document.add("revoked", json(state.revoked()));
        document.add("owed", json(state.owed()));
        return document;
    }

    private static JsonArray json(List<NodeId> ids) {
        var array = new JsonArray();
        ids.forEach(id -> array.add(id.toString()));
        return array;
    }

    private static JsonObject json(ClusterMember member) {
        var json = new JsonObject();
        json.addProperty("name", member.name());
        json.addProperty("id", member.id().toString());
        json.addProperty("self", member.self());
        json.addProperty("linked", member.linked());
        json.addProperty("current", member.current());
        return json;
    }
}
