package com.example.osier.addresses;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Addresses in a file")
@interface AddressFileConfig {
    @AttributeDefinition(description = "The file, absolute: one address a line, as tcp://host:port")
    String file();

    @AttributeDefinition(description = "Look again after this many milliseconds", min = "10", max = "3600000")
    long pauseMs() default 1_000;
}
