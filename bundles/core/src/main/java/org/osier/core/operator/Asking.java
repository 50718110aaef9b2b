package org.osier.core.operator;

import java.util.Optional;

/** Asks a person for what must not be seen. */
public interface Asking {
    /** Nobody is there. */
    Asking NOBODY = new Asking() {
        @Override
        public boolean isSomebodyThere() {
            return false;
        }

        @Override
        public Optional<char[]> ask(String what) {
            return Optional.empty();
        }
    };

    /** Whether a person sits there, who can read what is shown once. */
    boolean isSomebodyThere();

    /** @return what was typed, whoever takes it wipes it; empty: nobody answered */
    Optional<char[]> ask(String what);
}
