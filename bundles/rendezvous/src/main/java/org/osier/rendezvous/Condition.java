package org.osier.rendezvous;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.osier.health.Health;

/** How the service does, for its operator: the worker notes it, any thread asks. */
final class Condition implements Health {
    private static final String NOWHERE = "listens nowhere: listen of org.osier.rendezvous.cfg is empty";

    private final IntSupplier records;
    private final Tally tally;
    private volatile String where;
    private volatile String refusal = ""; // empty: none
    private volatile boolean writes = true;

    /** @param wished whether it is to listen @param records that are kept now */
    Condition(boolean wished, IntSupplier records, Tally tally) {
        this.records = records;
        this.tally = tally;
        where = wished ? "" : NOWHERE;
    }

    /** @param address of it, for a browser */
    void listens(String address) {
        where = address;
        refusal = "";
    }

    /** @param why with its code and what to do. @return whether that is new */
    boolean refused(String why) {
        boolean news = refusal.isEmpty();
        refusal = why;
        return news;
    }

    /** Whether what is kept is written down. */
    void wrote(boolean could) {
        writes = could;
    }

    @Override
    public String subject() {
        return "rendezvous";
    }

    @Override
    public List<String> fine() {
        var fine = new ArrayList<String>();
        if (!where.isEmpty()) fine.add(where.equals(NOWHERE) ? where : where + ", records kept: " + records.getAsInt());
        var counts = tally.text();
        if (!counts.isEmpty()) fine.add("since its start " + counts);
        return fine;
    }

    @Override
    public List<String> troubles() {
        var troubles = new ArrayList<String>();
        if (!refusal.isEmpty()) troubles.add(refusal);
        if (!writes)
            troubles.add("OSIER-106 what it keeps cannot be written down, a restart loses it" + NEXT
                    + "make room, or give the rights to data/rendezvous back; the log says which");
        return troubles;
    }
}
