package org.osier.dispatcher;

import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osier.dispatch.Intent;
import org.osier.dispatch.IntentHandler;

/** One handler service and what its properties say. */
record Route(
        IntentHandler handler, int intent, String name, boolean blocking, int ranking, long serviceId, Calls calls) {
    /** The better of two for one intent is the lesser: highest ranking, then lowest id, as everywhere in OSGi. */
    static final Comparator<Route> BEST_FIRST =
            Comparator.comparingInt(Route::ranking).reversed().thenComparingLong(Route::serviceId);

    private static final String VALUE = Intent.PREFIX_ + "value";
    private static final String NAME = Intent.PREFIX_ + "name";
    private static final String BLOCKING = Intent.PREFIX_ + "blocking";
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9-]{0,32}");

    /**
     * Reads the properties of a service.
     *
     * @throws IllegalArgumentException if one of them is not as {@link Intent} has it; says what to do
     */
    static Route of(IntentHandler handler, Map<String, ?> properties, Calls calls) {
        if (!(properties.get(VALUE) instanceof Integer intent) || intent < 0 || intent > 0xff) {
            throw wrong(VALUE, "an Integer, 0 to 255", properties);
        }
        if (!(orElse(properties, NAME, "") instanceof String name)
                || !NAMES.matcher(name).matches()) {
            throw wrong(NAME, "a String of at most 32 letters, digits and -", properties);
        }
        if (!(orElse(properties, BLOCKING, true) instanceof Boolean blocking)) {
            throw wrong(BLOCKING, "a Boolean", properties);
        }
        int ranking = properties.get(Constants.SERVICE_RANKING) instanceof Integer given ? given : 0;
        return new Route(handler, intent, name, blocking, ranking, serviceId(properties), calls);
    }

    /** Whether nobody installed it. */
    boolean isBuiltIn() {
        return handler instanceof Echo;
    }

    static long serviceId(Map<String, ?> properties) {
        if (properties.get(Constants.SERVICE_ID) instanceof Long id) return id;
        throw new AssertionError("the framework gives every service an id");
    }

    static String hex(int intent) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits((byte) intent);
    }

    /** As people see it: {@code 0x40 hello}. */
    @Override
    public String toString() {
        return name.isEmpty() ? hex(intent) : hex(intent) + " " + name;
    }

    private static Object orElse(Map<String, ?> properties, String key, Object absent) {
        var value = properties.get(key);
        return value == null ? absent : value;
    }

    private static IllegalArgumentException wrong(String key, String expected, Map<String, ?> properties) {
        return new IllegalArgumentException("property " + key + " must be " + expected + ", got " + properties.get(key)
                + "; put @Intent on the component");
    }
}
