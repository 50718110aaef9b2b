package org.osier.shell.commands;

import java.util.List;
import java.util.stream.Collectors;
import org.osier.mesh.MeshException;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/** Turns what the mesh says into a screen: one sentence for each kind, and whether doing it again is safe. */
final class MeshFailures {
    /** No route: for a dial that gave no code. */
    private static final int NO_ROUTE = 112;

    private static final Next AGAIN = Next.say("try again in a moment, nothing was done");

    private MeshFailures() {}

    /** A message could not be delivered or was not answered. */
    static Failure of(MeshException e, Outgoing out, List<Handler> handlers) {
        int intent = out.message().intent();
        if (e.kind() == MeshException.Kind.NO_HANDLER) return noHandler(e, out.to(), intent, handlers);
        var name = out.to().name();
        var failure = switch (e.kind()) {
            case THREAT ->
                Failure.osier(
                        e.code(),
                        name + " takes no message with threat score "
                                + Units.count(out.message().threat()) + ".",
                        Next.say("send it with a lower --threat"));
            case HANDLER_FAILED ->
                Failure.osier(
                        e.code(),
                        "the handler of " + name + " for intent " + Units.intent(intent) + " failed.",
                        Next.say("what it did before is unknown: look at " + name + " before you try again"));
            default -> of(e, name, peer(out.to()));
        };
        return failure.with(String.valueOf(e.getMessage()));
    }

    /** Something with a peer failed. @param next for the kinds that a look at the peer explains */
    static Failure of(MeshException e, String name, Next next) {
        return switch (e.kind()) {
            case UNREACHABLE -> Failure.osier(e.code() == 0 ? NO_ROUTE : e.code(), name + " cannot be reached.", next);
            case NO_ANSWER ->
                Failure.osier(e.code(), name + " did not answer in time.", next)
                        .with("it may still have been done, or be done later");
            case OVERLOADED -> Failure.osier(e.code(), name + " is overloaded or restarting.", AGAIN);
            case NOT_SENT -> Failure.osier(e.code(), name + " restarted before this was sent.", AGAIN);
            case UNKNOWN_OUTCOME ->
                Failure.osier(e.code(), "the connection to " + name + " was lost, the outcome is unknown.", next)
                        .with("it may have been done");
            case BAD_PACKET -> Failure.osier(e.code(), name + " could not read the packet.", next);
            case NOT_AUTHENTIC ->
                Failure.osier(e.code(), name + " did not believe that the packet is from here.", next);
            case TOO_LARGE ->
                Failure.osier(e.code(), "the message is too large for " + name + ".", Next.say("send it in parts"));
            case NO_HANDLER, THREAT, HANDLER_FAILED -> Failure.osier(e.code(), name + " refused it.", next);
        };
    }

    private static Failure noHandler(MeshException e, Target to, int intent, List<Handler> handlers) {
        var failure = Failure.osier(
                e.code(),
                to.name() + " has no handler for intent " + Units.intent(intent) + ".",
                Next.say("write one: README, \"A handler in 15 lines\""));
        return failure.with(to.isSelf() ? handled(to.name(), handlers) : String.valueOf(e.getMessage()));
    }

    private static String handled(String name, List<Handler> handlers) {
        var served = handlers.stream()
                .filter(Handler::serving)
                .map(h -> (Units.intent(h.value()) + " " + h.name()).strip())
                .collect(Collectors.joining(", "));
        return served.isEmpty() ? name + " handles no intent yet" : name + " handles " + served;
    }

    private static Next peer(Target to) {
        return to.isSelf()
                ? new Next("status", "for how this node is")
                : new Next("peer " + to.word(), "for how it stands");
    }
}
