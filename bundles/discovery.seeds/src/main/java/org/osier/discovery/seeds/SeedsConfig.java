package org.osier.discovery.seeds;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code org.osier.discovery.seeds}. Every key is live. */
@ObjectClassDefinition(
        name = "Osier seeds",
        description = "Where to look for peers: a list, peers of earlier times, and services of rendezvous")
@interface SeedsConfig {
    @AttributeDefinition(
            description = "Addresses to dial until somebody is there, and again when the link is lost: 0 to 64,"
                    + " separated by commas; a name is looked up anew for each dial")
    String seeds() default "";

    @AttributeDefinition(
            description = "Whether the records of peers are kept in data/discovery/records and tried at the next start;"
                    + " false: the file is neither read nor written, nor deleted")
    boolean remember() default true;

    @AttributeDefinition(description = "Peers to remember at most, the newest; 1 to 512", min = "1", max = "512")
    int rememberAtMost() default 256;

    @AttributeDefinition(
            description =
                    "Services of rendezvous, where nodes of the cluster leave sealed records and find each other: 0"
                            + " to 8 addresses such as https://host, separated by commas, the one to look at first at the front")
    String rendezvous() default "";

    @AttributeDefinition(
            description = "Pause between looks at a rendezvous in seconds, a fifth of it left to chance; sooner while"
                    + " nobody is linked",
            min = "10",
            max = "3600")
    int rendezvousSeconds() default 60;
}
