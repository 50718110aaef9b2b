package org.osier.shell.commands;

import java.util.List;

/** The bundles that give transports, as the framework has them. Any thread. */
public interface Carriers {
    /** All of them, by name. */
    List<Carrier> all();

    /**
     * Starts the bundle of this id, until it is stopped; returns when it runs.
     *
     * @throws CarrierException if the framework cannot
     */
    void start(long bundleId) throws CarrierException;

    /**
     * Stops the bundle of this id, until it is started or, in our own distribution, the node is; the node first moves what
     * runs over its transports.
     *
     * @throws CarrierException if the framework cannot
     */
    void stop(long bundleId) throws CarrierException;

    /** The framework's own words. */
    final class CarrierException extends Exception {
        private static final long serialVersionUID = 1;

        public CarrierException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
