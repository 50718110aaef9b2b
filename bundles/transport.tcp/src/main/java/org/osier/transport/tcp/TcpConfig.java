package org.osier.transport.tcp;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Configuration of PID {@code org.osier.transport.tcp}. A change starts a new instance. */
@ObjectClassDefinition(name = "Osier TCP transport", description = "Carries messages over TCP; a change starts it anew")
@interface TcpConfig {
    @AttributeDefinition(
            description = "Threads that read and write, 0 to 64; 0: one for each processor",
            min = "0",
            max = "64")
    int threads() default 0;
}
