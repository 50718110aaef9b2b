/** The folder of one node: its lock, its identity, its cluster, and what tells others that it is ready. */
@NullMarked
package org.osier.core.home;

import org.jspecify.annotations.NullMarked;
