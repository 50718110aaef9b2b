package com.example.osier.unix;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

@ObjectClassDefinition(name = "Sockets in a folder")
@interface UnixConfig {
    @AttributeDefinition(description = "Folder of the sockets, absolute, up to 100 bytes; made if it is not there")
    String folder();
}
