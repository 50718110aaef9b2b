package org.osier.core.osgi;

import java.io.IOException;
import java.util.Hashtable;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the guard of the configuration up. An activator and no component: it runs before the first component of this
 * bundle, the node, gets its configuration.
 */
public final class CoreActivator implements BundleActivator {
    private static final Logger log = LoggerFactory.getLogger(CoreActivator.class);

    private static final String OURS = "(|(service.pid=org.osier.*)(service.factoryPid=org.osier.*))";

    private @Nullable Schemas schemas;

    @Override
    public void start(BundleContext context) throws InvalidSyntaxException {
        schemas = new Schemas(context);
        schemas.open();
        var file = context.getDataFile("last-good.json");
        if (file == null) throw new IllegalStateException("the framework has no storage for bundles");
        var guard = new ConfigurationGuard(schemas, new LastGood(file.toPath()));
        var properties = new Hashtable<String, Object>();
        properties.put(ConfigurationPlugin.CM_RANKING, ConfigurationGuard.RANKING);
        properties.put("config.plugin.id", "org.osier.core");
        context.registerService(
                new String[] {
                    ConfigurationPlugin.class.getName(),
                    ConfigurationListener.class.getName(),
                    ConfigurationGuard.class.getName() // for the node; nobody else sees this class
                },
                guard,
                properties);
        checkWhatIsThere(context, guard);
    }

    @Override
    public void stop(BundleContext context) {
        if (schemas != null) schemas.close();
    }

    // Components may have got their configuration already: while core was updated, or because they started first. What
    // is bad is given again, and so through the guard. File Install, where it may save, then writes what it wrote when
    // it
    // read the file: nothing changes.
    private static void checkWhatIsThere(BundleContext context, ConfigurationGuard guard)
            throws InvalidSyntaxException {
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) return; // it will ask the guard before it gives anybody anything
        var admin = context.getService(reference);
        if (admin == null) return;
        try {
            var configurations = admin.listConfigurations(OURS);
            if (configurations == null) return;
            for (var configuration : configurations) giveAgainIfBad(configuration, guard);
        } catch (IOException e) {
            log.warn("the configurations that were there before core could not be checked: {}", e.toString());
        } finally {
            context.ungetService(reference);
        }
    }

    private static void giveAgainIfBad(Configuration configuration, ConfigurationGuard guard) {
        var given = configuration.getProperties();
        if (given == null || !guard.check(configuration.getProperties())) return;
        try {
            configuration.update(given);
        } catch (IOException e) {
            var pid = configuration.getPid();
            log.warn("{}: what is wrong with it may count until it is corrected, {}", pid, e.getMessage());
        }
    }
}
