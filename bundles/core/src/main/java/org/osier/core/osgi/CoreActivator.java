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

    /** File Install writes each change of a configuration back into its file unless this is false. */
    private static final String SAVES = "felix.fileinstall.enableConfigSave";

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

    // Components may have got their configuration already: while core was updated, or because they started first.
    private static void checkWhatIsThere(BundleContext context, ConfigurationGuard guard)
            throws InvalidSyntaxException {
        var reference = context.getServiceReference(ConfigurationAdmin.class);
        if (reference == null) return; // it will ask the guard before it gives anybody anything
        var admin = context.getService(reference);
        if (admin == null) return;
        boolean saves = !"false".equals(context.getProperty(SAVES));
        try {
            var configurations = admin.listConfigurations(OURS);
            if (configurations == null) return;
            for (var configuration : configurations) giveAgainIfBad(configuration, guard, saves);
        } catch (IOException e) {
            log.warn("the configurations that were there before core could not be checked: {}", e.toString());
        } finally {
            context.ungetService(reference);
        }
    }

    private static void giveAgainIfBad(Configuration configuration, ConfigurationGuard guard, boolean saves)
            throws IOException {
        var given = configuration.getProperties();
        if (given == null || !guard.check(configuration.getProperties())) return;
        if (saves && given.get("felix.fileinstall.filename") != null) {
            // To give it again is a change, File Install would write it into etc/, and that is the operator's alone.
            log.warn("{}: what is wrong with it counts until the file is corrected", configuration.getPid());
            return;
        }
        configuration.update(given);
    }
}
