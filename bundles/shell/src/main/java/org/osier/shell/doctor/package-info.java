/** What is wrong with a node and why: looks at it and says it, writes no screen. */
@NullMarked
package org.osier.shell.doctor;

import org.jspecify.annotations.NullMarked;
