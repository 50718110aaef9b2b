/** Who a node is: its id and the record that it signs about itself. Pure values, no services but {@code Records}. */
@Export
@Version("1.0.0")
@NullMarked
package org.osier.node;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
