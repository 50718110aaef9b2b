package org.osier.discovery.seeds;

import java.lang.annotation.Annotation;

/** What an operator wrote. */
record Config(String seeds, boolean remember, int rememberAtMost, String rendezvous, int rendezvousSeconds)
        implements SeedsConfig {
    Config(String seeds, boolean remember, int rememberAtMost) {
        this(seeds, remember, rememberAtMost, "", 60);
    }

    static Config of(String seeds) {
        return new Config(seeds, true, 256);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return SeedsConfig.class;
    }
}
