/** TLS from the node's identity: certificates that it makes in memory, and what is asked of those of others. */
@NullMarked
package org.osier.core.tls;

import org.jspecify.annotations.NullMarked;
