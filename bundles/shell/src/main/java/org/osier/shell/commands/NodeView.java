package org.osier.shell.commands;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.osier.crawl.Crawler;
import org.osier.discovery.PairingCall;
import org.osier.health.Health;
import org.osier.mesh.Mesh;
import org.osier.node.IdentityExport;
import org.osier.shell.news.Event;
import org.osier.shell.news.LogLine;
import org.osier.shell.news.Ring;
import org.osier.trust.Administration;
import org.osier.trust.Joining;

/**
 * What commands see of the node that they run in. Any thread.
 *
 * @param mesh the node, empty while its core is being replaced
 * @param administration what its administrators can do, empty while its core is being replaced
 * @param copies of its identity, empty while its core is being replaced
 * @param handlers of this node, by intent
 * @param carriers the bundles that give its transports
 * @param discoveries the bundles that give its discoveries
 * @param events the newest ones
 * @param log the newest lines of the log
 * @param home the folder with its data, null if the framework does not tell it
 * @param versions what runs here
 * @param clock tells how long ago something was, in the time zone of this machine
 * @param nanos measures how long something takes
 * @param joining how nodes get in, empty while its core is being replaced
 * @param calls who near shows a PIN, as far as some discovery hears
 * @param crawler asks others whom they know, empty without bundle membership
 * @param health parts of it that say themselves how they do
 */
public record NodeView(
        Supplier<Optional<Mesh>> mesh,
        Supplier<Optional<Administration>> administration,
        Supplier<Optional<IdentityExport>> copies,
        Supplier<List<Handler>> handlers,
        Carriers carriers,
        Carriers discoveries,
        Ring<Event> events,
        Ring<LogLine> log,
        @Nullable Path home,
        Versions versions,
        Clock clock,
        LongSupplier nanos,
        Supplier<Optional<Joining>> joining,
        Supplier<List<PairingCall>> calls,
        Supplier<Optional<Crawler>> crawler,
        Supplier<List<Health>> health) {}
