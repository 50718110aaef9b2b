package org.osier.shell.commands;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import org.osier.node.IdentityExport;
import org.osier.shell.screen.Next;

/**
 * A passphrase in the first line of a file that only its owner can read. Never a word of a command: those stand in histories,
 * and what a console shows may be recorded.
 */
final class PassphraseFile {
    static final Option OPTION =
            new Option("--passphrase-file", "FILE", "0600, its first line is the passphrase; an absolute path");

    private static final int LONGEST_BYTES = 4_096;

    private PassphraseFile() {}

    static char[] read(Args args) throws Failure {
        var name = args.value(OPTION.name())
                .orElseThrow(() -> Failure.wrongUse(
                        "the passphrase is in no file: what is typed here would be seen and kept.",
                        Next.say("bin/osier identity export FILE asks for it unseen; or --passphrase-file FILE")));
        var file = AbsolutePath.of(args, OPTION.name(), name);
        var next = Next.say("chmod 600 " + name + ", and let the node's user own it");
        try (var in = Files.newInputStream(file)) {
            boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
            if (posix && !ownersOnly().containsAll(Files.getPosixFilePermissions(file))) {
                var mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                throw Failure.plain(name + " is open to others (" + mode + ").", next);
            }
            var text = new String(in.readNBytes(LONGEST_BYTES), java.nio.charset.StandardCharsets.UTF_8);
            var passphrase = text.lines().findFirst().orElse("").toCharArray();
            if (passphrase.length >= IdentityExport.LEAST_PASSPHRASE) return passphrase;
            throw Failure.plain(
                    "a passphrase has at least " + IdentityExport.LEAST_PASSPHRASE + " characters.",
                    Next.say("five words drawn by lot are a good one"));
        } catch (IOException e) {
            throw Failure.plain(name + " cannot be read.", next);
        }
    }

    private static EnumSet<PosixFilePermission> ownersOnly() {
        return EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }
}
