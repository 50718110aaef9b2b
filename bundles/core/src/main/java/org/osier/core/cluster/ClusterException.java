package org.osier.core.cluster;

import org.jspecify.annotations.Nullable;
import org.osier.core.identity.HomeException;
import org.osier.core.identity.IdentityException;

/** A cluster file that cannot be used, or that is not the one of this home. */
public final class ClusterException extends HomeException {
    /** Not the same cluster, or its secret has changed. */
    public static final int NOT_THE_SAME = 131;

    private static final long serialVersionUID = 1;

    private ClusterException(int code, String what, String next, @Nullable Throwable cause) {
        super(code, what, next, cause);
    }

    /** Unreadable, too open or not in the form: as with the identity beside it, nothing is put in its place. */
    static ClusterException unreadable(String what, String next, @Nullable Throwable cause) {
        return new ClusterException(IdentityException.UNREADABLE, what, next, cause);
    }

    static ClusterException notTheSame(String what, String next) {
        return new ClusterException(NOT_THE_SAME, what, next, null);
    }
}
