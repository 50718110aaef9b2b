package org.osier.transport.emulator;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.osier.transport.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers an emulated transport for each transport of the scheme that it wraps, for as long as that is there. So the
 * node sees two during an update, as of any transport, and when the wrapped one goes, the node drains the emulated one
 * while both still work.
 */
@Component(
        name = "org.osier.transport.emulator",
        service = {},
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true)
@Designate(ocd = EmulatorConfig.class)
public final class Emulator {
    private static final Logger log = LoggerFactory.getLogger(Emulator.class);

    private record Offer(EmulatedTransport transport, ServiceRegistration<Transport> registration) {}

    private final BundleContext context;
    private final WireLoop loop = new WireLoop();

    // Guarded by this: the framework calls from several threads. The node, which is called under it, never calls back.
    private final Map<Transport, List<String>> present = new LinkedHashMap<>();
    private final Map<Transport, Offer> offers = new LinkedHashMap<>();
    private Settings settings;
    private Setting setting;

    @Activate
    public Emulator(BundleContext context, EmulatorConfig config) {
        this.context = context;
        settings = Settings.of(config);
        setting = setting(settings);
        tell();
    }

    private Setting setting(Settings settings) {
        long seed = settings.seed() == 0 ? ThreadLocalRandom.current().nextLong() : settings.seed();
        return new Setting(loop.executor(), System::nanoTime, seed, settings.impairments());
    }

    @Modified
    synchronized void modified(EmulatorConfig config) {
        try {
            become(Settings.of(config));
        } catch (IllegalArgumentException e) {
            log.warn("OSIER-201 org.osier.transport.emulator: {}; the last good configuration stays", e.getMessage());
        }
    }

    private void become(Settings next) {
        boolean restarts = settings.restarts(next);
        if (restarts) withdrawAll();
        settings = next;
        if (restarts) {
            setting = setting(next);
            present.keySet().forEach(this::offer);
        } else {
            setting.impairments(next.impairments());
            offers.values().forEach(offer -> offer.transport().changed());
        }
        tell();
    }

    private void tell() {
        log.info(
                "{}: {} with {}",
                settings.fixed().scheme().name(),
                settings.fixed().isStream() ? "a stream" : "datagrams",
                settings.impairments().words());
    }

    /** All that could be wrapped; not what an emulator gives, our own included. */
    @Reference(
            target = "(!(" + Transport.SCHEME + "=*+*))",
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC)
    synchronized void bind(Transport transport, ServiceReference<Transport> reference) {
        // Twice, if it comes while this begins.
        if (present.put(transport, schemes(reference)) == null) offer(transport);
    }

    synchronized void unbind(Transport transport) {
        present.remove(transport);
        withdraw(transport);
    }

    private static List<String> schemes(ServiceReference<Transport> reference) {
        var schemes = reference.getProperty(Transport.SCHEME);
        if (schemes instanceof String one) return List.of(one);
        return schemes instanceof String[] several ? Arrays.asList(several) : List.of();
    }

    private void offer(Transport transport) {
        var fixed = settings.fixed();
        if (!present.getOrDefault(transport, List.of()).contains(fixed.scheme().wraps())) return;
        var emulated = new EmulatedTransport(transport, fixed, setting);
        var properties = new Hashtable<String, Object>();
        properties.put(Transport.SCHEME, fixed.scheme().name());
        offers.put(transport, new Offer(emulated, context.registerService(Transport.class, emulated, properties)));
    }

    /** The node finishes with it before unregister returns. */
    private void withdraw(Transport transport) {
        var offer = offers.remove(transport);
        if (offer == null) return;
        offer.registration().unregister();
        offer.transport().close();
        offer.transport().awaitEnd();
    }

    private void withdrawAll() {
        List.copyOf(offers.keySet()).forEach(this::withdraw);
    }

    @Deactivate
    synchronized void stop() {
        withdrawAll();
        loop.stop();
    }
}
