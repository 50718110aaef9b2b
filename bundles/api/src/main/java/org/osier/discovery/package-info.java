/** How nodes hear of each other. What a discovery finds is a rumour until the handshake proves it. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.discovery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
