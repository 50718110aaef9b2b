package org.osier.membership.rules;

import org.jspecify.annotations.Nullable;
import org.osier.node.NodeId;

/**
 * What of a bucket has not been told yet.
 *
 * @param bucket 0 to 127
 * @param from the id that was told last; null: nothing of this bucket
 */
record Position(int bucket, @Nullable NodeId from) {}
