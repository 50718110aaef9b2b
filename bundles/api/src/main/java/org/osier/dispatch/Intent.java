package org.osier.dispatch;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Says which intent a handler answers; becomes the service properties {@code osier.intent.value} (Integer),
 * {@code osier.intent.name} (String) and {@code osier.intent.blocking} (Boolean). Two handlers for one intent are normal during an update: the highest
 * {@code service.ranking} serves, then the lowest {@code service.id}.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Intent {
    /** Names of the properties begin with this. */
    String PREFIX_ = "osier.intent.";

    /** 0 to 255; 0x40 to 0xBF are free for third parties. */
    int value();

    /** What people call it: 1 to 32 letters, digits, {@code -}. Required: with a default DS would name the value's property otherwise. */
    String name();

    /** False: called on the thread that read the packet; it must return within a millisecond and never wait. */
    boolean blocking() default true;
}
