package org.osier.core.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A handshake as data: who sends which tokens, in the notation of the Noise specification, section 7.2. Arrows to the
 * right are the initiator's; what is known beforehand stands above three dots.
 */
public final class Pattern {
    /** The handshake of links (WIRE.md, section 2). */
    public static final Pattern XX_HFS_PSK0 = parse("XXhfs+psk0", """
            -> psk, e, e1
            <- e, ee, ekem1, s, es
            -> s, se
            """);

    /** For peers whose link key is known, where the configuration says so (the same section). */
    public static final Pattern IK_HFS_PSK0 = parse("IKhfs+psk0", """
            <- s
            ...
            -> psk, e, es, e1, s, ss
            <- e, ee, ekem1, se
            """);

    /** One line of a pattern. */
    record Message(boolean fromInitiator, List<Token> tokens) {}

    private final String name;
    private final List<Message> before;
    private final List<Message> messages;

    private Pattern(String name, List<Message> before, List<Message> messages) {
        this.name = name;
        this.before = before;
        this.messages = messages;
    }

    static Pattern parse(String name, String text) {
        var before = List.<Message>of();
        var messages = new ArrayList<Message>();
        for (var line : text.strip().lines().map(String::strip).toList()) {
            if (line.equals("...")) {
                before = List.copyOf(messages);
                messages.clear();
            } else {
                messages.add(message(line));
            }
        }
        return new Pattern(name, before, List.copyOf(messages));
    }

    private static Message message(String line) {
        var tokens = Arrays.stream(line.substring(2).split(","))
                .map(token -> Token.valueOf(token.strip().toUpperCase(Locale.ROOT)))
                .toList();
        return new Message(line.startsWith("->"), tokens);
    }

    /** As it stands in the protocol name. */
    String name() {
        return name;
    }

    /** Public keys that both sides know before the first message. */
    List<Message> before() {
        return before;
    }

    /** The messages in their order. */
    List<Message> messages() {
        return messages;
    }

    /** Whether a message has this token. */
    boolean uses(Token token) {
        return messages.stream().anyMatch(message -> message.tokens().contains(token));
    }
}
