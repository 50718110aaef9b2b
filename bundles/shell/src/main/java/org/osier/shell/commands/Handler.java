package org.osier.shell.commands;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.osgi.framework.ServiceReference;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;

/**
 * An intent handler of this node, as its service says.
 *
 * @param value 0 to 255, -1 if the service does not say it: then nothing ever reaches it
 * @param name what people call the intent, may be empty
 * @param bundle symbolic name and version of the bundle that gives it
 * @param blocking whether it runs on the pool
 * @param serving whether it gets the packets of its intent
 */
public record Handler(int value, String name, String bundle, boolean blocking, boolean serving) {
    /**
     * Handlers by intent, the one that serves first, as {@link Intent} orders them.
     *
     * @param references to all handlers, in any order
     */
    public static List<Handler> of(Collection<? extends ServiceReference<IntentHandler>> references) {
        var sorted = new ArrayList<ServiceReference<IntentHandler>>(references);
        // A service reference is less than another one if its ranking is lower, then if its id is higher.
        sorted.sort(Comparator.<ServiceReference<IntentHandler>>naturalOrder().reversed());
        var taken = new HashSet<Integer>();
        var handlers = new ArrayList<Handler>();
        for (var reference : sorted) {
            int value = reference.getProperty(Intent.PREFIX_ + "value") instanceof Integer v && v >= 0 && v <= 0xff
                    ? v
                    : -1;
            var name = reference.getProperty(Intent.PREFIX_ + "name") instanceof String n ? n : "";
            boolean blocking = !Boolean.FALSE.equals(reference.getProperty(Intent.PREFIX_ + "blocking"));
            handlers.add(new Handler(value, name, bundle(reference), blocking, value >= 0 && taken.add(value)));
        }
        handlers.sort(Comparator.comparingInt(Handler::value)); // stable: keeps who serves in front
        return handlers;
    }

    private static String bundle(ServiceReference<?> reference) {
        var bundle = reference.getBundle();
        return bundle == null ? "(gone)" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
