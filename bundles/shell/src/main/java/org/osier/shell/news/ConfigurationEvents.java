package org.osier.shell.news;

import java.time.InstantSource;
import java.util.function.Consumer;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;

/** What happened to our configurations. That one was refused is told by the log. */
final class ConfigurationEvents implements ConfigurationListener {
    private final InstantSource clock;
    private final Consumer<Event> events;

    ConfigurationEvents(InstantSource clock, Consumer<Event> events) {
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (!event.getPid().startsWith(BundleEvents.OURS)) return;
        switch (event.getType()) {
            case ConfigurationEvent.CM_UPDATED -> tell(Mark.CHANGED, event, "configuration changed");
            case ConfigurationEvent.CM_DELETED -> tell(Mark.WENT, event, "configuration removed");
            default -> {} // where it is kept is nobody's business
        }
    }

    private void tell(Mark mark, ConfigurationEvent event, String what) {
        events.accept(new Event(clock.instant(), mark, About.CONFIGURATION, event.getPid(), what));
    }
}
