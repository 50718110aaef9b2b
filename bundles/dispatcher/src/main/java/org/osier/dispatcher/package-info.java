/** UEPS packets to intent handlers: checks, routing, and the pool that handlers run on. */
@NullMarked
package org.osier.dispatcher;

import org.jspecify.annotations.NullMarked;
