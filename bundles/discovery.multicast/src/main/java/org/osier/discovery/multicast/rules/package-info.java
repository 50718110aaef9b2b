/** What a beacon says, when one is sent, and which are believed. No sockets, no clocks, no threads. */
@NullMarked
package org.osier.discovery.multicast.rules;

import org.jspecify.annotations.NullMarked;
