package org.osier.shell.commands;

import org.osier.shell.screen.Out;
import org.osier.shell.screen.Style;
import org.osier.trust.JoinStep;
import org.osier.trust.Joined;

/** How a join looks while it goes on, for the command and for the start of a node. */
public final class JoinSteps {
    private JoinSteps() {}

    /** Where a ticket leads, without its secret. */
    public static String where(String ticket) {
        return "tcp " + ticket.substring(ticket.indexOf('@') + 1).strip();
    }

    /** @param whom where it goes */
    public static void tell(Out out, JoinStep step, String whom) {
        switch (step) {
            case DIALLING -> out.field("dialling", Style.PLAIN, whom);
            case PROVED -> out.field("proved", Style.PLAIN, "the other node has proved who it is");
            case WELCOMED -> out.field("welcomed", Style.PLAIN, "the cluster is stored");
            case LINKED -> out.field("linked", Style.GOOD, "as a member");
        }
        out.flush();
    }

    /** Who let us in. */
    public static void end(Out out, Joined joined) {
        out.line("joined " + joined.cluster() + ", let in by " + joined.byName() + " "
                + joined.by().brief());
        if (!joined.trouble().isEmpty()) out.line(Style.WARN, "  ", "no link yet: " + joined.trouble());
    }
}
