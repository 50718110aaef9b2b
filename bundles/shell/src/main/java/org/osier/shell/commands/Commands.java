package org.osier.shell.commands;

import java.util.ArrayList;
import java.util.List;

/** The list of commands, in the order of the help. */
final class Commands {
    private Commands() {}

    static List<Command> all() {
        var commands = new ArrayList<Command>(List.of(
                new StatusCommand(),
                new PeersCommand(),
                new PeerCommand(),
                new PingCommand(),
                new SendCommand(),
                new RequestCommand(),
                new InviteCommand(),
                new JoinCommand(),
                new PairCommand(),
                new PendingCommand(),
                new AcceptCommand(),
                new RejectCommand(),
                new ConnectCommand(),
                new IntentsCommand(),
                new TransportsCommand(),
                new DiscoveriesCommand(),
                new BenchCommand(),
                new IdentityCommand(),
                new DoctorCommand(),
                new EventsCommand(),
                new LogsCommand(),
                new ClusterCommand(),
                new RevokeCommand()));
        commands.add(new HelpCommand(commands));
        return List.copyOf(commands);
    }
}
