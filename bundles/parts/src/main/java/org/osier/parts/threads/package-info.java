/** Threads that a stop can wait for. */
@NullMarked
package org.osier.parts.threads;

import org.jspecify.annotations.NullMarked;
