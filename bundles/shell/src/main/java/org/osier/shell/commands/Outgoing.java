package org.osier.shell.commands;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osier.mesh.Mesh;
import org.osier.mesh.Message;
import org.osier.shell.screen.Next;
import org.osier.shell.screen.Units;

/**
 * A message as the user wrote it: what {@code send} and {@code request} share.
 *
 * @param to whom
 * @param message what
 * @param timeout how long to wait
 */
record Outgoing(Target to, Message message, Duration timeout) {
    static final List<String> OPERANDS = List.of("PEER", "INTENT", "[TEXT]");

    /** Longest deadline of {@link Mesh#request}. */
    private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Scores that a packet can carry; receivers drop what is above 50,000, and one must be able to try that. */
    private static final int MAX_THREAT = 0xffff;

    static List<Option> options(Option... more) {
        var options = new ArrayList<>(List.of(
                new Option("--file", "FILE", "the payload instead of TEXT; the node reads it: an absolute path"),
                new Option("--stream", "N", "0 to 15, order is kept within one (0)"),
                new Option("--threat", "N", "threat score, 0 to 65535; above 50000 it is refused there (0)"),
                new Option("--timeout", "S", "give up after so many seconds, 0.001 to 3600 (30)")));
        options.addAll(List.of(more));
        return options;
    }

    static Outgoing of(Call call) throws Failure {
        var args = call.args();
        int intent = IntentWord.parse(args.operand(1), call.node().handlers().get());
        int stream = args.number("--stream", 0, Message.LAST_STREAM, Message.DEFAULT_STREAM);
        int threat = args.number("--threat", 0, MAX_THREAT, 0);
        var timeout = args.seconds("--timeout", MAX_TIMEOUT, TIMEOUT);
        var text = args.optionalOperand(2);
        var file = args.value("--file");
        if (text.isPresent() == file.isPresent()) {
            throw args.wrongUse(text.isPresent() ? "TEXT or --file, not both." : "TEXT or --file FILE is missing.");
        }
        var to = Target.find(call.mesh(), args.operand(0));
        var message = text.isPresent() ? Message.of(intent, text.get()) : Message.of(intent, read(args, file.get()));
        if (message.payload().remaining() > Mesh.MAX_PAYLOAD_BYTES) {
            throw tooLarge(message.payload().remaining());
        }
        return new Outgoing(to, message.stream(stream).threat(threat), timeout);
    }

    int bytes() {
        return message.payload().remaining();
    }

    private static ByteBuffer read(Args args, String name) throws Failure {
        var next = Next.say("name a file that the node may read");
        try {
            var path = Path.of(name);
            // The node runs in a folder of its own: the same relative path would mean another file there.
            if (!path.isAbsolute()) throw args.wrongUse("--file needs an absolute path, got " + name + ".");
            // A pipe or a device may never end.
            if (!Files.isRegularFile(path)) throw Failure.plain(name + " is not a file.", next);
            try (var in = Files.newInputStream(path)) {
                var bytes = in.readNBytes(Mesh.MAX_PAYLOAD_BYTES + 1);
                if (bytes.length > Mesh.MAX_PAYLOAD_BYTES) throw tooLarge(Files.size(path));
                return ByteBuffer.wrap(bytes);
            }
        } catch (InvalidPathException e) {
            throw args.wrongUse("--file " + name + " is no path.");
        } catch (IOException e) {
            throw Failure.plain(name + " cannot be read.", next).with(String.valueOf(e.getMessage()));
        }
    }

    private static Failure tooLarge(long bytes) {
        return Failure.osier(
                134,
                "the message is too large: " + Units.count(bytes) + " bytes, at most "
                        + Units.count(Mesh.MAX_PAYLOAD_BYTES) + ".",
                Next.say("send it in parts"));
    }
}
