/** What was measured, against what it must reach: tables and JSON. */
@NullMarked
package org.osier.bench.report;

import org.jspecify.annotations.NullMarked;
