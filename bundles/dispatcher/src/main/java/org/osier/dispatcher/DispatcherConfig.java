package org.osier.dispatcher;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** The keys of PID {@code org.osier.dispatcher}. */
@ObjectClassDefinition(name = "Osier dispatcher", description = "UEPS packets to intent handlers")
@interface DispatcherConfig {
    @AttributeDefinition(
            description = "Threads for handlers that may block; 0: four for each CPU",
            min = "0",
            max = "256")
    int threads() default 0;

    @AttributeDefinition(
            description =
                    "Bytes that may wait for handlers or be with them, over all peers; one message more may exceed it",
            min = "65536",
            max = "1073741824")
    long queueBytes() default 8_388_608;

    @AttributeDefinition(
            description = "Milliseconds that messages wait for the return of a handler that went; 0: they do not",
            min = "0",
            max = "60000")
    long handlerGraceMs() default 2_000;
}
