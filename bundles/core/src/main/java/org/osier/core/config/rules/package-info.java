/** Which values of a configuration count: pure, without files, bundles or a log. */
@NullMarked
package org.osier.core.config.rules;

import org.jspecify.annotations.NullMarked;
