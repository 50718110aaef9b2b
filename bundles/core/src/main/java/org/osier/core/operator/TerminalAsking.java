package org.osier.core.operator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** At the terminal of this process, without echo; without one, lines of its input: for scripts. One thread. */
public final class TerminalAsking implements Asking {
    private final boolean terminal;
    private @Nullable BufferedReader lines; // made when the first one is read

    /** @param terminal whether input and output of this process are a terminal */
    public TerminalAsking(boolean terminal) {
        this.terminal = terminal && System.console() != null;
    }

    @Override
    public boolean isSomebodyThere() {
        return terminal;
    }

    @Override
    public Optional<char[]> ask(String what) {
        if (terminal) return Optional.ofNullable(System.console().readPassword("%s: ", what));
        try {
            if (lines == null) lines = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            return Optional.ofNullable(lines.readLine()).map(String::toCharArray);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
