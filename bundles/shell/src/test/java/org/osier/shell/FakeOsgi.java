package org.osier.shell;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.Version;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osier.dispatch.IntentHandler;

/** The few things of a framework that the shell asks for. Everything else fails. */
public final class FakeOsgi {
    private FakeOsgi() {}

    /** A reference ordered as OSGi orders them. @param bundle symbolic name, null for a service that has gone */
    @SuppressWarnings("unchecked")
    public static ServiceReference<IntentHandler> reference(
            long id, int ranking, Map<String, Object> properties, @Nullable String bundle) {
        var all = new HashMap<>(properties);
        all.put("service.id", id);
        all.put("service.ranking", ranking);
        return (ServiceReference<IntentHandler>) fake(ServiceReference.class, (method, args) -> switch (method) {
            case "getProperty" -> all.get(args[0]);
            case "getBundle" -> bundle == null ? null : bundle(bundle);
            case "compareTo" -> {
                var other = (ServiceReference<?>) args[0];
                int byRanking = Integer.compare(ranking, (Integer) other.getProperty("service.ranking"));
                yield byRanking != 0 ? byRanking : Long.compare((Long) other.getProperty("service.id"), id);
            }
            default -> throw new AssertionError(method);
        });
    }

    /** A framework with these properties and handlers. */
    public static BundleContext context(
            Map<String, String> properties, List<ServiceReference<IntentHandler>> handlers) {
        return (BundleContext) fake(BundleContext.class, (method, args) -> switch (method) {
            case "getProperty" -> properties.get(args[0]);
            case "getServiceReferences" -> handlers;
            case "getBundle" -> bundle(args == null ? "org.osier.shell" : "org.apache.felix.framework");
            default -> throw new AssertionError(method);
        });
    }

    private static Bundle bundle(String name) {
        return bundle(name, "");
    }

    /** A bundle, version 1.0.0. */
    public static Bundle bundle(String name, String location) {
        return (Bundle) fake(Bundle.class, (method, args) -> switch (method) {
            case "getSymbolicName" -> name;
            case "getLocation" -> location;
            case "hashCode" -> name.hashCode();
            case "getVersion" -> Version.parseVersion("1.0.0");
            default -> throw new AssertionError(method);
        });
    }

    /** Something that only has to be there. */
    @SuppressWarnings("unchecked")
    public static ServiceReference<ConfigurationAdmin> configurationAdmin() {
        return (ServiceReference<ConfigurationAdmin>) fake(ServiceReference.class, (method, args) -> {
            throw new AssertionError(method);
        });
    }

    private static Object fake(Class<?> type, Answers answers) {
        return Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, args) -> answers.of(method.getName(), args));
    }

    private interface Answers {
        @Nullable
        Object of(String method, Object[] args);
    }
}
