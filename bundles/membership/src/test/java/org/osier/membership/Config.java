package org.osier.membership;

import java.lang.annotation.Annotation;

/** What an operator wrote. */
record Config(int links, int exchangeSeconds) implements MembershipConfig {
    @Override
    public Class<? extends Annotation> annotationType() {
        return MembershipConfig.class;
    }
}
