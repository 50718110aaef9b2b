/** What parts of a node say of themselves to whoever asks how it does. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.health;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
