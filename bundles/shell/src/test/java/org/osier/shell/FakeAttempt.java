package org.osier.shell;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.osier.mesh.Attempt;

/** A dial as a test wants it. */
public record FakeAttempt(Instant at, URI address, Stage stage, int code, String cause, String hint)
        implements Attempt {
    /** One that became a link. */
    public static FakeAttempt link(URI address, int secondsAgo) {
        return new FakeAttempt(ago(secondsAgo), address, Stage.LINK, 0, "link up", "");
    }

    /** One that failed. */
    public static FakeAttempt failed(int secondsAgo, String address, Stage stage, int code, String cause, String hint) {
        return new FakeAttempt(ago(secondsAgo), URI.create(address), stage, code, cause, hint);
    }

    /** One that found nobody listening. */
    public static FakeAttempt refused(int secondsAgo, String address) {
        return failed(
                secondsAgo,
                address,
                Stage.CONNECT,
                113,
                "refused, nothing listens there",
                "start the node, or check the port");
    }

    private static Instant ago(int seconds) {
        return FakeSelf.NOW.minus(Duration.ofSeconds(seconds));
    }
}
