/** Finds nodes of our cluster on the local network: beacons that nobody else can read or make. */
@NullMarked
package org.osier.discovery.multicast;

import org.jspecify.annotations.NullMarked;
