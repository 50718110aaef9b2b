/** Requests in numbers, and what became of them. */
@NullMarked
package org.osier.shell.bench;

import org.jspecify.annotations.NullMarked;
