package org.osier.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The unit of the archive, as systemd reads it. */
@Timeout(120)
class SystemdIT {
    private static final String INSTALLED = "/usr/share/osier";

    /** In tenths: 3.0 of 10. */
    private static final int HIGHEST_EXPOSURE = 30;

    @Test
    void systemdHasNothingToSayAboutTheUnit() throws Exception {
        var analyze = Program.installed("systemd-analyze");

        // No manual is installed here; DebianIT has one.
        var answer = analyze.call("verify", "--man=no", unit());

        assertThat(answer.text()).isEmpty();
        assertThat(answer.code()).isZero();
    }

    @Test
    void theServiceIsHardened() throws Exception {
        var analyze = Program.installed("systemd-analyze");

        var answer =
                analyze.call("security", "--no-pager", "--offline=true", "--threshold=" + HIGHEST_EXPOSURE, unit());

        assertThat(answer.code()).as(answer.text()).isZero();
        assertThat(answer.text()).contains("Overall exposure level for osier.service");
    }

    /** The packed unit, for the distribution where it is: systemd looks whether what it starts is there. */
    private static Path unit() throws Exception {
        var text = Program.of("tar").ask("-xzOf", Packed.archive(), "--wildcards", "*/systemd/osier.service");
        assertThat(text).contains("ExecStart=" + INSTALLED);
        var unit = Homes.fresh("systemd").resolve("osier.service");
        return Files.writeString(unit, text.replace("ExecStart=" + INSTALLED, "ExecStart=" + Assembled.FOLDER));
    }
}
