package org.osier.core.osgi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationEvent;
import org.osgi.service.cm.ConfigurationListener;
import org.osgi.service.cm.ConfigurationPlugin;
import org.osier.core.config.MetatypeReader;
import org.osier.core.config.rules.Keeper;
import org.osier.core.config.rules.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands between the configuration and its components: whatever an {@code org.osier.*} component gets, fits its
 * metatype. In place of a bad value stays the last good one, or else the default (OSIER-201); a key that nobody knows is
 * named (OSIER-202). Each problem is told once, and so is the end of the last one. Any thread.
 */
final class ConfigurationGuard implements ConfigurationPlugin, ConfigurationListener {
    private static final Logger log = LoggerFactory.getLogger(ConfigurationGuard.class);

    /** Of those that may change a configuration (0 to 1000) the last, so that what others put in is judged too. */
    static final Integer RANKING = 1000;

    /** What a screen shows of a configuration that is wrong throughout. */
    private static final int MAX_LINES = 20;

    private static final String FILE = "felix.fileinstall.filename";

    private final Schemas schemas;
    private final LastGood lastGood;
    private final Keeper keeper = new Keeper(); // guarded by itself
    private final Map<String, String> places = new HashMap<>(); // guarded by keeper

    ConfigurationGuard(Schemas schemas, LastGood lastGood) {
        this.schemas = schemas;
        this.lastGood = lastGood;
        keeper.restore(lastGood.read());
    }

    @Override
    public void modifyConfiguration(ServiceReference<?> target, Dictionary<String, Object> properties) {
        check(properties);
    }

    /** Corrects it in place. @return whether a value was replaced */
    boolean check(Dictionary<String, Object> properties) {
        var id = text(properties, Constants.SERVICE_PID);
        if (id == null) return false;
        var pid = pid(id, text(properties, ConfigurationAdmin.SERVICE_FACTORYPID));
        var schema = pid.startsWith(MetatypeReader.OURS) ? schemas.of(pid) : null;
        if (schema == null) return false;

        var given = new HashMap<String, Object>();
        for (var key : Collections.list(properties.keys())) given.put(key, properties.get(key));
        var place = place(id, text(properties, FILE));
        Keeper.News news;
        synchronized (keeper) {
            news = keeper.on(id, pid, schema, CoreKeys.of(pid), given);
            places.put(id, place);
            places.keySet().retainAll(keeper.counting().keySet());
            if (news.changed()) lastGood.write(keeper.counting());
        }
        news.appeared().forEach(problem -> log.warn("{}", problem.line(place)));
        if (news.corrected()) log.info("{}: corrected, every value counts", place);
        replace(properties, given, news.verdict().properties());
        return news.verdict().rejected();
    }

    private static void replace(Dictionary<String, Object> properties, Map<String, ?> given, Map<String, ?> counting) {
        given.forEach((key, value) -> {
            var counts = counting.get(key);
            if (counts == null) properties.remove(key);
            else if (counts != value) properties.put(key, counts);
        });
    }

    /** What an operator should correct, a line each, in the order of PIDs and keys. */
    List<String> problems() {
        Map<String, List<Problem>> open;
        Map<String, String> where;
        synchronized (keeper) {
            open = new TreeMap<>(keeper.problems());
            where = Map.copyOf(places);
        }
        var lines = new ArrayList<String>();
        open.forEach((id, problems) -> {
            for (var problem : problems) lines.add(problem.line(where.getOrDefault(id, id)));
        });
        if (lines.size() <= MAX_LINES) return List.copyOf(lines);
        var some = new ArrayList<>(lines.subList(0, MAX_LINES));
        some.add("and " + (lines.size() - MAX_LINES) + " more");
        return List.copyOf(some);
    }

    @Override
    public void configurationEvent(ConfigurationEvent event) {
        if (event.getType() != ConfigurationEvent.CM_DELETED) return;
        synchronized (keeper) {
            keeper.forget(event.getPid());
            places.remove(event.getPid());
        }
    }

    /** Whose keys they are: a factory's instances have those of the factory, a targeted PID those of its first part. */
    private static String pid(String id, @Nullable String factoryPid) {
        var pid = factoryPid == null ? id : factoryPid;
        int bar = pid.indexOf('|');
        return bar < 0 ? pid : pid.substring(0, bar);
    }

    private static String place(String id, @Nullable String file) {
        return file == null ? id : "etc/" + file.substring(file.lastIndexOf('/') + 1);
    }

    private static @Nullable String text(Dictionary<String, Object> properties, String key) {
        return properties.get(key) instanceof String text ? text : null;
    }
}
