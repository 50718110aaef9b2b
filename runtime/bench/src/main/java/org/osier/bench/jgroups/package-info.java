/** The same messages over JGroups: what else a Java developer could take. */
@NullMarked
package org.osier.bench.jgroups;

import org.jspecify.annotations.NullMarked;
