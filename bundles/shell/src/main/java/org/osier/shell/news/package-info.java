/** What happens on a node and what it logs: the newest of both, in memory, for whoever asks or follows. */
@NullMarked
package org.osier.shell.news;

import org.jspecify.annotations.NullMarked;
