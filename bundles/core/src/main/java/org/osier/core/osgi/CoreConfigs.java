package org.osier.core.osgi;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Core's configuration from plain values, as Declarative Services makes it: what is not given has its default. */
final class CoreConfigs {
    private CoreConfigs() {}

    static CoreConfig of(Map<String, ?> values) {
        return (CoreConfig) Proxy.newProxyInstance(
                CoreConfig.class.getClassLoader(),
                new Class<?>[] {CoreConfig.class},
                (proxy, method, arguments) -> value(method, values.get(method.getName())));
    }

    private static @Nullable Object value(Method method, @Nullable Object value) {
        if (value == null) return method.getDefaultValue();
        var text = value.toString();
        if (method.getReturnType() == int.class) return new BigDecimal(text).intValueExact();
        if (method.getReturnType() == boolean.class) return Boolean.parseBoolean(text);
        return method.getReturnType() == long.class ? (Object) new BigDecimal(text).longValueExact() : text;
    }
}
