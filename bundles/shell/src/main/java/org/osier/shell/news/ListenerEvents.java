package org.osier.shell.news;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.osier.mesh.Self;
import org.osier.shell.news.Event.About;
import org.osier.shell.news.Event.Mark;
import org.osier.shell.screen.Units;

/** Where the node listens and where not, by looking now and then: nobody tells. For one thread. */
final class ListenerEvents {
    /** What a node does for longer than this when we first look is no news: we came late. */
    private static final Duration STARTING = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Consumer<Event> events;
    private boolean looked;
    private List<URI> listening = List.of();
    private List<String> trouble = List.of();
    private List<String> told = List.of();

    ListenerEvents(InstantSource clock, Consumer<Event> events) {
        this.clock = clock;
        this.events = events;
    }

    /** Takes a look; about once a second. */
    void look(Self self) {
        if (!looked && self.started().plus(STARTING).isBefore(clock.instant()))
            listening = List.copyOf(self.listening());
        looked = true;
        for (var address : listening) {
            if (!self.listening().contains(address)) tell(Mark.WENT, Units.address(address), "listens no more");
        }
        for (var address : self.listening()) {
            if (!listening.contains(address)) tell(Mark.CAME, Units.address(address), "listening");
        }
        listening = List.copyOf(self.listening());
        refused(self.notListening());
    }

    /** What is there at two looks: while a transport starts or is replaced, a listener is missing for a moment. */
    private void refused(List<String> now) {
        var lasting = now.stream().filter(trouble::contains).toList();
        for (var reason : lasting) {
            if (told.contains(reason)) continue;
            var parts = reason.split(": ", 2); // address: why
            tell(Mark.REFUSED, parts[0], parts.length < 2 ? "does not listen" : parts[1]);
        }
        told = lasting;
        trouble = List.copyOf(now);
    }

    private void tell(Mark mark, String address, String what) {
        events.accept(new Event(clock.instant(), mark, About.LISTENER, address, what));
    }
}
