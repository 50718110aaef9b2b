/** The Unix domain socket through which {@code bin/osier} reaches a running node; its protocol is in the README. */
@NullMarked
package org.osier.shell.socket;

import org.jspecify.annotations.NullMarked;
