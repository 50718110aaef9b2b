package org.osier.membership;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** PID {@code org.osier.membership}. Every key is live. */
@ObjectClassDefinition(name = "Osier membership", description = "Who is there: records of all members, kept by all")
@interface MembershipConfig {
    @AttributeDefinition(
            description = "Links that this node looks for: while it has fewer, it dials members that it knows of, up to"
                    + " half of maxConnections of org.osier.core; others may dial it beyond that: above three quarters"
                    + " of maxConnections those that nobody needs are closed, down to half; 0 to 100; 0: it looks for"
                    + " nobody",
            min = "0",
            max = "100")
    int links() default 24;

    @AttributeDefinition(
            description = "Compares its records with those of two linked members at random every so many seconds, up to"
                    + " a quarter more or less; 5 to 3600",
            min = "5",
            max = "3600")
    int exchangeSeconds() default 15;
}
